import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Prisma } from '../src/generated/prisma/client.ts';
import {
  type Actor,
  createSession,
  type Database,
  listAuditEvents,
  listSessions,
  openDatabase,
  readOverview,
  unwrap,
} from '../src/index.ts';
import { text } from '../src/statement/column.ts';
import { statement } from '../src/statement/statement.ts';
import {
  createTestDatabase,
  quietLog,
  type Replica,
  startReplica,
  type TestDatabase,
} from '../src/testing/index.ts';

const by: Actor = { userName: 'tester@example.com', operation: 'Test' };

let testDatabase: TestDatabase;
let replica: Replica;
/** Two processes of the service, which know nothing of each other. */
let one: Database;
let other: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  replica = await startReplica(testDatabase.url);
});

afterAll(async () => {
  await replica.stop();
  await testDatabase.drop();
});

beforeEach(async () => {
  [one, other] = [open(replica.url), open(replica.url)];
  await read(one);
  await read(other);
});

afterEach(async () => {
  await Promise.all([one.close(), other.close()]);
});

function open(replicaUrl: string): Database {
  return openDatabase({ url: testDatabase.url, replicaUrl, log: { ...quietLog, warn() {} } });
}

/** Waits until a process reads from the replica. */
async function read(database: Database): Promise<void> {
  await expect.poll(() => database.replica?.().isRead, { timeout: 20_000 }).toBe(true);
}

async function newSession({ db }: Database, purpose: string): Promise<string> {
  const created = await createSession(db, 'all', { purpose, by });
  if (!created) throw new Error('No session was made.');
  return created.session.id;
}

async function listed({ db }: Database): Promise<readonly (string | undefined)[]> {
  const { items } = unwrap(await listSessions(db.reading, 'all', { countPerPage: 100 }));
  return items.map(({ id }) => id);
}

/** How many statements of both were answered by the replica, and how many by the primary. */
function answers() {
  const standings = [one, other].map(({ replica: standing }) => standing?.());
  return {
    replica: standings.reduce((sum, standing) => sum + (standing?.answered ?? 0), 0),
    primary: standings.reduce((sum, standing) => sum + (standing?.answeredByPrimary ?? 0), 0),
  };
}

/** Writes in one process and reads in the other at once, by several at the same time; what was not to be seen. */
async function hammer(rounds: number): Promise<readonly string[]> {
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    const missed: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const [writing, reading] = (round + writer) % 2 === 0 ? [one, other] : [other, one];
      const id = await newSession(writing, `Written by ${writer}`);
      if (!(await listed(reading)).includes(id)) missed.push(id);
    }
    return missed;
  });
  return (await Promise.all(writers)).flat();
}

it('answers lists, audit and overview from the replica', async () => {
  const id = await newSession(one, 'To be listed');
  const before = answers();
  expect(await listed(one)).toContain(id);
  const events = unwrap(await listAuditEvents(one.db.reading, { entityId: id }));
  expect(events.items.map(({ operation }) => operation)).toEqual(['Test']);
  expect((await readOverview(one.db.reading)).waitingSessions).toBe(0);
  const after = answers();
  expect(after.primary).toBe(before.primary);
  // The list, the events by their ids and with names, and what the overview shows.
  expect(after.replica - before.replica).toBeGreaterThan(10);
  // Whatever else is read is read where it is written.
  await one.db.prisma.aISession.count();
  expect(answers()).toEqual(after);
});

it('shows what another process has just acknowledged, whoever asks', async () => {
  expect(await hammer(25)).toEqual([]);
  expect(answers().replica).toBeGreaterThan(0);
});

it('reads from the primary while the replica is behind, and shows all that was acknowledged', async () => {
  const stopped: Promise<readonly string[]>[] = [];
  for (let turn = 0; turn < 3; turn++) {
    await replica.pause();
    stopped.push(hammer(4));
    expect((await Promise.all(stopped)).flat()).toEqual([]);
    const { primary } = answers();
    expect(await hammer(2)).toEqual([]);
    expect(answers().primary).toBeGreaterThan(primary);
    // It takes all in while sessions are written and read.
    const meanwhile = hammer(6);
    await replica.resume();
    expect(await meanwhile).toEqual([]);
  }
  await read(one);
  await read(other);
});

it('reads from the primary while the replica is away, and tells how it stands', async () => {
  await replica.kill();
  expect(await hammer(3)).toEqual([]);
  await expect.poll(() => one.replica?.()).toMatchObject({ isRead: false, lagBytes: undefined });
  expect(await one.ping()).toBe(true);
  await replica.start();
  await read(one);
  await read(other);
  expect(await hammer(3)).toEqual([]);
  expect(one.replica?.()).toMatchObject({ isRead: true, lagBytes: expect.any(Number) });
});

it('gives up what a replica that hangs does not answer', async () => {
  await replica.freeze();
  try {
    expect(await listed(one)).toHaveLength(100);
    await expect.poll(() => one.replica?.().isRead).toBe(false);
  } finally {
    replica.thaw();
  }
  await read(one);
});

it('writes nothing there, and answers from the primary what a replica cannot', async () => {
  const writing = statement({ id: text }, Prisma.sql`SELECT id FROM ai_session LIMIT 1 FOR UPDATE`);
  const { primary } = answers();
  expect(await one.db.reading.rows(writing)).toHaveLength(1);
  expect(answers().primary).toBe(primary + 1);
});

it('takes no other database for a replica, and no primary', async () => {
  const others = await createTestDatabase();
  const another = Object.assign(new URL(replica.url), { pathname: new URL(others.url).pathname }).href;
  for (const [url, reason] of [
    [testDatabase.url, 'It is no replica.'],
    [another, 'It has another database.'],
  ] as const) {
    const reasons: unknown[] = [];
    const log = { ...quietLog, warn: (fields: object) => reasons.push(fields) };
    const database = openDatabase({ url: testDatabase.url, replicaUrl: url, log });
    // Before that, the replica may not have the database yet.
    await expect.poll(() => reasons, { timeout: 20_000 }).toContainEqual({ reason });
    expect(database.replica?.().isRead).toBe(false);
    await database.close();
  }
  await others.drop();
});

it('leaves a replica alone that does not follow the new primary', async () => {
  const left = await startReplica(testDatabase.url);
  await replica.promote();
  // The old primary goes on by itself, further than the new one, and the replica follows it there.
  await hammer(3);
  const reasons: unknown[] = [];
  const log = { ...quietLog, warn: (fields: object) => reasons.push(fields) };
  const database = openDatabase({ url: replica.url, replicaUrl: left.url, log });
  try {
    await expect.poll(() => reasons).toEqual([{ reason: 'It does not follow this primary.' }]);
    const id = await newSession(database, 'Written to the new primary');
    expect(await listed(database)).toContain(id);
    expect(database.replica?.()).toMatchObject({ isRead: false, answered: 0 });
  } finally {
    await database.close();
    await left.stop();
  }
  const follower = await startReplica(replica.url);
  const following = openDatabase({ url: replica.url, replicaUrl: follower.url, log: quietLog });
  try {
    await read(following);
    const id = await newSession(following, 'Written later');
    // Until the replica has it, the primary answers.
    await expect
      .poll(async () => {
        expect(await listed(following)).toContain(id);
        return following.replica?.().answered;
      })
      .toBeGreaterThan(0);
  } finally {
    await following.close();
    await follower.stop();
  }
});
