import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onDatabase } from './support/callers.ts';
import { type RunningService, startService, until } from './support/service.ts';
import { apply, latestRun, newFunction, newSessionOf, read } from './support/session.ts';
import { startTarget, type Target } from './support/target.ts';

const KILLS = 30;
const ACTIONS = 20;
/** Repeats a run of this test as far as chance is ours: CRASH_SEED=… */
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);

/** A call of the target, and how many processes had been killed before it. */
interface Arrival {
  readonly key: string;
  readonly after: number;
}

/** A session that is applied while its process is killed. */
interface Crashed {
  readonly path: string;
  readonly ids: readonly string[];
  /** Names the request to apply it, so that it can be said again. */
  readonly key: string;
  readonly honoursKeys: boolean;
}

let database: TestDatabase;
let target: Target;
let environment: Readonly<Record<string, string>>;
let service: RunningService;
let kills = 0;
let calls: Arrival[];
/** What the target did, in order: where it honours keys, once per key. */
let accepted: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  target = await startTarget();
  environment = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that outlives every process of this test',
    ...target.environment,
  };
  calls = [];
  accepted = [];
  target.answer = async ({ key, path }, response) => {
    calls.push({ key, after: kills });
    if (path !== '/keyed' || !accepted.includes(key)) accepted.push(key);
    await delay(2);
    response.end('{}');
  };
});

afterAll(async () => {
  await service.stop();
  await target.stop();
  await database.drop();
});

it(`carries each action out once although its process is killed ${KILLS} times (seed ${SEED})`, async () => {
  const random = randomFrom(SEED);
  service = await startService(environment);
  const keyed = await newFunction(service, { url: `${target.url}/keyed`, honoursIdempotencyKey: true });
  const unkeyed = await newFunction(service, { url: `${target.url}/unkeyed` });
  const sessions = await Promise.all(
    Array.from({ length: KILLS }, (_, number) =>
      number % 2 === 0 ? open(keyed, true, number) : open(unkeyed, false, number),
    ),
  );
  const cutOff = new Set<string>();

  // Each process is killed while it applies a session of its own and goes on with those that were cut off before.
  for (const session of sessions) {
    const enough = calls.length + random(ACTIONS);
    void applied(session).catch(() => {});
    await target.called(enough);
    await delay(random(12));
    service.process.kill('SIGKILL');
    await once(service.process, 'exit');
    // What it had sent may still be on its way, and is its own, not that of the next.
    await target.left();
    kills++;
    for (const id of await running()) cutOff.add(id);
    service = await startService(environment);
  }

  // Said again with the same key, it starts what was not begun, and waits for the end of what was.
  const ends = await Promise.all(sessions.map(applied));
  expect(new Set(ends.map(({ status }) => status))).toEqual(new Set([200]));
  // The answer comes after 25 s also when the run goes on.
  for (const { path } of sessions) await until(async () => (await read(service, path)).state !== 'Applying');
  for (const session of sessions) {
    await (session.honoursKeys ? expectOnce(session) : expectNoRepeat(session, cutOff));
    await expectWholeLog(session);
  }
  // Chance has hit calls under way, or nothing was shown.
  expect(cutOff.size).toBeGreaterThan(0);
}, 600_000);

async function open(functionName: string, honoursKeys: boolean, number: number): Promise<Crashed> {
  const { path, ids } = await newSessionOf(service, functionName, ACTIONS);
  return { path, ids, honoursKeys, key: `${functionName}-${number}` };
}

function applied({ path, key, honoursKeys }: Crashed) {
  return apply(service, path, { continueAfterFailure: !honoursKeys }, { 'idempotency-key': key });
}

/** The actions that were under way in a process that was killed. */
async function running(): Promise<string[]> {
  // What it had told the database may still be carried out there.
  await until(async () => {
    const [rest] = await onDatabase(
      database.url,
      'SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    return rest?.count === 0;
  });
  const rows = await onDatabase(
    database.url,
    "SELECT action_id FROM ai_session_run_step WHERE state = 'Running'",
  );
  return rows.map((row) => String(row.action_id));
}

/** The calls for a session, in the order they arrived. */
function callsOf({ ids }: Crashed): Arrival[] {
  return calls.filter(({ key }) => ids.includes(key));
}

/** Each action arrives in order; no later one before an earlier one is done with. */
function expectOrder(session: Crashed): void {
  const order = callsOf(session).map(({ key }) => session.ids.indexOf(key));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
}

/** The target has done each action once, and got at most one again for a crash. */
async function expectOnce(session: Crashed): Promise<void> {
  expectOrder(session);
  expect(accepted.filter((key) => session.ids.includes(key))).toEqual(session.ids);
  const repeats = callsOf(session).flatMap((call, index, all) => {
    const earlier = all.slice(0, index).findLast(({ key }) => key === call.key);
    return earlier ? [{ crash: earlier.after, ...call }] : [];
  });
  for (const { crash, after } of repeats) expect(after).toBeGreaterThan(crash);
  expect(new Set(repeats.map(({ crash }) => crash)).size).toBe(repeats.length);
  const { state, actions } = await read(service, session.path);
  expect([state, new Set(actions.map((action) => action.state))]).toEqual(['Applied', new Set(['Applied'])]);
}

/** The target has got no action twice; what was cut off is in doubt, everything else was done. */
async function expectNoRepeat(session: Crashed, cutOff: ReadonlySet<string>): Promise<void> {
  expectOrder(session);
  const arrived = callsOf(session).map(({ key }) => key);
  expect(new Set(arrived).size).toBe(arrived.length);
  const { actions } = await read(service, session.path);
  expect(actions.map(({ id, state }) => [id, state])).toEqual(
    session.ids.map((id) => [id, cutOff.has(id) ? 'InDoubt' : 'Applied']),
  );
  for (const id of session.ids) if (!cutOff.has(id)) expect(arrived).toContain(id);
}

/** The log tells of every action that it was begun and how it ended, and how the run did. */
async function expectWholeLog(session: Crashed): Promise<void> {
  const run = await latestRun(service, session.path);
  expect([run.number, run.state === 'Applied' || run.state === 'InDoubt']).toEqual([1, true]);
  expect(run.dateEnded).toBeDefined();
  const lines: string[] = run.log.trimEnd().split('\n');
  const about = (id: string, what: RegExp) =>
    lines.filter((line) => line.includes(` Action ${id} `) && what.test(line)).length;
  for (const step of run.steps) {
    const { actionId, attempts, dateStarted, dateEnded } = step;
    expect([actionId, about(actionId, /: begun\.$/)]).toEqual([actionId, attempts]);
    expect([actionId, about(actionId, /: (?:applied|in doubt)\. /)]).toEqual([actionId, 1]);
    expect(callsOf(session).filter(({ key }) => key === actionId).length).toBeLessThanOrEqual(attempts);
    expect(dateStarted <= dateEnded).toBe(true);
  }
  expect(lines[0]).toMatch(/ Run 1 started by /);
  expect(lines.at(-1)).toMatch(/ Run 1 ended: (?:applied|in doubt)\. /);
  expect(lines.filter((line) => / ended: /.test(line))).toHaveLength(1);
  const instants = lines.map((line) => line.slice(0, 24));
  expect(instants).toEqual(instants.toSorted());
}

/** Whole numbers from 0 on, below what is asked for; the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
