import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../src/db.ts';
import { Prisma } from '../src/generated/prisma/client.ts';
import { type Actor, classifyDatabaseError, type Database, openDatabase } from '../src/index.ts';
import { int } from '../src/statement/column.ts';
import { directly, statement } from '../src/statement/statement.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const by: Actor = { userName: 'tester@example.com', operation: 'Test' };
const account = (name: string) => ({ name, createdBy: 'a', lastModifiedBy: 'a' });
const backendPid = statement({ pid: int }, Prisma.sql`SELECT pg_backend_pid() AS pid`);

let testDatabase: TestDatabase;
let database: Database;
let db: Db;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog, poolSize: 2 });
  db = database.db;
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

it('shows every statement to whoever watches, without its values', async () => {
  const texts: string[] = [];
  const watched = openDatabase({
    url: testDatabase.url,
    log: quietLog,
    watch: (text, run) => {
      texts.push(text);
      return run();
    },
  });
  await watched.db.rows(directly(backendPid));
  await watched.db.rows(backendPid);
  await watched.db.prisma.account.count({ where: { name: 'a value' } });
  await watched.db.write(by, ({ prisma }) => prisma.account.create({ data: account('another value') }));
  await watched.close();
  const kinds = texts.map((text) => /^\W*(\w+)/.exec(text)?.[1]);
  expect(kinds).toEqual(['SELECT', 'SELECT', 'SELECT', 'BEGIN', 'SELECT', 'INSERT', 'COMMIT']);
  expect(texts.join()).not.toMatch(/value/);
});

describe('models', () => {
  it('are changed by write() alone: nothing else compiles', () => {
    const otherWays = () => [
      // @ts-expect-error: nobody answers for it
      db.prisma.account.create({ data: account('A') }),
      // @ts-expect-error: nobody answers for it
      db.transaction(({ prisma }) => prisma.account.deleteMany({})),
      // @ts-expect-error: statements have columns that are compared
      db.prisma.$queryRawUnsafe('SELECT 1'),
    ];
    expect(otherWays).toBeTypeOf('function');
  });

  it('are not changed by a statement that nobody answers for', async () => {
    const unanswered = statement(
      {},
      Prisma.sql`INSERT INTO account (name, created_by, last_modified_by) VALUES ('A', 'a', 'a')`,
    );
    await expect(db.rows(unanswered)).rejects.toThrow(/Nobody answers/);
    await expect(db.transaction((tx) => tx.rows(unanswered))).rejects.toThrow(/Nobody answers/);
  });

  it('have an event for each change, in the name of whoever answers for it, and none when it is silent', async () => {
    const made = await db.write(by, ({ prisma }) => prisma.account.create({ data: account('Audited') }));
    const events = await db.prisma.auditEvent.findMany({ where: { entityId: made.id } });
    expect(events).toMatchObject([{ userName: by.userName, operation: 'Test', entityType: 'Account' }]);
    const silent = await db.write('silently', ({ prisma }) =>
      prisma.account.create({ data: account('Silent') }),
    );
    expect(await db.prisma.auditEvent.count({ where: { entityId: silent.id } })).toBe(0);
  });

  it('are changed in the name of whoever answers for the work around, also after others did inside it', async () => {
    const made = await db.write(by, async (tx) => {
      await tx.write('silently', ({ prisma }) => prisma.account.create({ data: account('Inside') }));
      return tx.prisma.account.create({ data: account('Around') });
    });
    expect(await db.prisma.auditEvent.count({ where: { entityId: made.id } })).toBe(1);
  });
});

describe('a transaction', () => {
  it('is undone as a whole, also what was written inside it', async () => {
    const failed = db.transaction(async (outer) => {
      await outer.write(by, ({ prisma }) => prisma.account.create({ data: account('Undone') }));
      await outer.transaction((inner) =>
        inner.write('silently', ({ prisma }) => prisma.account.create({ data: account('Undone') })),
      );
      throw new Error('as told');
    });
    await expect(failed).rejects.toThrow('as told');
    expect(await db.prisma.account.count({ where: { name: 'Undone' } })).toBe(0);
  });

  it('has the clock of the database', async () => {
    const now = await db.write(by, async (tx) => {
      const made = await tx.prisma.account.create({ data: account('Timed') });
      expect(made.dateCreated).toEqual(tx.now);
      return tx.now;
    });
    expect(now).toBeInstanceOf(Date);
  });

  it('does not hand on a connection that no longer answers', async () => {
    let pid = 0;
    const hung = db.transaction(async (tx) => {
      pid = (await tx.row(backendPid))?.pid ?? 0;
      process.kill(pid, 'SIGSTOP');
      await tx.rows(backendPid);
    });
    try {
      await expect(hung).rejects.toSatisfy(
        (error: unknown) => classifyDatabaseError(error) === 'unavailable',
      );
      const others = await Promise.all([db.row(backendPid), db.row(backendPid)]);
      expect(others.map((other) => other?.pid)).not.toContain(pid);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });
});
