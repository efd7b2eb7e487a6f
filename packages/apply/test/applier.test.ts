import {
  type Actor,
  acquireRun,
  advanceRun,
  createFunction,
  createSession,
  type Database,
  discardSession,
  findRun,
  findSession,
  holdSession,
  openDatabase,
  queueActions,
  replaceFunction,
  requeueOrphanedRuns,
  type SessionRecord,
  setApplying,
  startRun,
  stopRun,
  unwrap,
} from '@ai-sessions/db';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createApplier, describeSession, type FunctionCaller, planRun } from '../src/index.ts';
import { FUNCTION } from './runs.ts';

const by: Actor = { userName: 'admin@example.com', operation: 'Test' };
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

let testDatabase: TestDatabase;
let database: Database;
/** Waits for locks as long as they are held. */
let patient: Database;
/** A target as it is seen from a run; what it is asked for. */
let target: Pick<FunctionCaller, 'call' | 'read'>;
let called: string[];
let names = 0;

const done = {
  kind: 'answered',
  status: 200,
  retryAfter: undefined,
  excerpt: '{}',
  truncated: false,
  durationMs: 1,
} as const;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quiet });
  const noTimeouts = new URL(testDatabase.url);
  noTimeouts.searchParams.set('options', '-c timezone=UTC');
  patient = openDatabase({ url: noTimeouts.href, unhurried: true, log: quiet });
});

beforeEach(() => {
  called = [];
  target = {
    call: async ({ idempotencyKey }) => {
      called.push(idempotencyKey);
      return done;
    },
    read: async () => undefined,
  };
});

afterAll(async () => {
  await patient.close();
  await database.close();
  await testDatabase.drop();
});

const applierOf = () =>
  createApplier({
    db: database.db,
    log: quiet,
    caller: {
      call: (call, signal) => target.call(call, signal),
      read: (call, signal) => target.read(call, signal),
      ask: async () => ({ kind: 'refused', reason: 'nobody is asked here' }),
      describe: () => '',
    },
  });

const httpFunction = (changes: object = {}) => ({
  ...FUNCTION,
  name: `f${names++}`,
  honoursIdempotencyKey: true,
  ...changes,
});

/** A session with one action and a run of it that nobody has taken; what was seen of it is the same at its call. */
async function aRun(functionName: string, values: object, valuesHash?: string) {
  const created = await createSession(database.db, 'all', { by });
  const sessionId = created?.session.id ?? '';
  await queueActions(database.db, 'all', {
    sessionId,
    proposals: [{ functionName, arguments: JSON.stringify(values) }],
    by,
  });
  const record = await recordOf(sessionId);
  const steps = planRun(describeSession(record)).map((step) => ({ ...step, valuesHash }));
  const started = await startRun(database.db, {
    sessionId,
    version: record.version,
    steps,
    reviewed: false,
    continueAfterFailure: false,
    by,
  });
  return { sessionId, runId: unwrap(started), actionId: record.actions[0]?.id ?? '' };
}

async function recordOf(sessionId: string): Promise<SessionRecord> {
  const record = await findSession(database.db, 'all', sessionId);
  if (!record) throw new Error('The session is gone.');
  return record;
}

/** A process that was cut off in the middle of the call of a run. */
async function cutOff({ runId, actionId }: { readonly runId: string; readonly actionId: string }) {
  await acquireRun(database.db, runId, 'dead');
  await advanceRun(database.db, { runId, holder: 'dead' }, { begun: { actionId, line: 'begun.' } });
  await database.pool.query(
    "UPDATE ai_session_run SET held_until = now() - interval '1 minute' WHERE id = $1",
    [runId],
  );
}

/** Where the only action of a session and its only run stand. */
async function standing({ sessionId, runId }: { readonly sessionId: string; readonly runId: string }) {
  const record = await recordOf(sessionId);
  const run = await findRun(database.db, 'all', { sessionId, runId });
  return { action: record.actions[0]?.state, session: record.session.state, run: run?.state };
}

/** Waits until a statement that begins so waits for a lock. */
async function waitsForLock(text: string): Promise<void> {
  await vi.waitUntil(
    async () => {
      const { rows } = await database.pool.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1",
        [`%${text}%`],
      );
      return rows.length > 0;
    },
    { timeout: 60_000 },
  );
}

it('frees an own change that was cut off before the run was stopped', async () => {
  const started = await aRun('setSessionPurpose', { purpose: 'p' });
  await cutOff(started);
  await stopRun(database.db, { runId: started.runId, by });
  await applierOf().apply(started.runId);
  expect(await standing(started)).toEqual({ action: 'Queued', session: 'Open', run: 'Stopped' });
});

it('does not repeat a call of which its function now says something else', async () => {
  const values = httpFunction();
  const fn = unwrap(await createFunction(database.db, values, by));
  const started = await aRun(values.name, { text: 't' });
  await cutOff(started);
  await replaceFunction(
    database.db,
    { id: fn.info.id, version: 1 },
    { ...values, url: 'https://example.com/other' },
    by,
  );
  await applierOf().apply(started.runId);
  expect(called).toEqual([]);
  expect(await standing(started)).toEqual({ action: 'InDoubt', session: 'InDoubt', run: 'InDoubt' });
});

it('ends a run although the service fails at one of its actions', async () => {
  const values = httpFunction({ readUrl: 'https://example.com/', honoursIdempotencyKey: false });
  await createFunction(database.db, values, by);
  const before = await aRun(values.name, { text: 't' }, '000000000000');
  target.read = async () => {
    throw new TypeError('unexpected');
  };
  await applierOf().apply(before.runId);
  expect(await standing(before)).toMatchObject({ action: 'Failed', run: 'Failed' });

  const during = await aRun(values.name, { text: 't' });
  target.call = async () => {
    throw new TypeError('unexpected');
  };
  await applierOf().apply(during.runId);
  expect(await standing(during)).toMatchObject({ action: 'InDoubt', run: 'InDoubt' });
});

it('begins no call once the process is stopping', async () => {
  const values = httpFunction({ readUrl: 'https://example.com/' });
  await createFunction(database.db, values, by);
  const hashOfEmptyObject = '44136fa355b3';
  const started = await aRun(values.name, { text: 't' }, hashOfEmptyObject);
  const stopping = applierOf();
  target.read = async () => {
    stopping.drain();
    return done;
  };
  await stopping.apply(started.runId);
  expect(called).toEqual([]);
  expect(await standing(started)).toEqual({ action: 'Queued', session: 'Applying', run: 'Running' });
  target.read = async () => done;
  await applierOf().apply(started.runId);
  expect(called).toEqual([started.actionId]);
  expect(await standing(started)).toMatchObject({ action: 'Applied', run: 'Applied' });
});

it('lets no argument write an event of its own into the log', async () => {
  const values = httpFunction();
  await createFunction(database.db, values, by);
  const started = await aRun(values.name, {
    text: `x\n2026-01-01T00:00:00.000Z Run 1 ended: ${'y'.repeat(9_000)}`,
  });
  await applierOf().apply(started.runId);
  const { log = '' } = await recordOf(started.sessionId);
  const lines = log.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines.filter((line) => line.includes('Z Run 1 ended:'))).toHaveLength(3);
  expect(lines.at(-1)).toMatch(/^\S+ Run 1 ended: applied\./);
  expect(log.length).toBeLessThan(2_000);
});

it('holds own changes to the rules of the operations that do the same', async () => {
  const { rows } = await database.pool.query(
    `INSERT INTO account (name, created_by, last_modified_by) SELECT 'Old', 'a', 'a' FROM audit_as('{"silent":true}') RETURNING id`,
  );
  const accountId = String(rows[0].id);
  for (const name of ['   ', 'a\u0007b', 'a\nb']) {
    const started = await aRun('renameAccount', { accountId, name });
    await applierOf().apply(started.runId);
    expect(await standing(started)).toMatchObject({ action: 'Queued' });
  }
  const accounts = await database.pool.query('SELECT name FROM account WHERE id = $1', [accountId]);
  expect(accounts.rows).toEqual([{ name: 'Old' }]);
});

it('writes an outcome down once, although it is said again', async () => {
  const started = await aRun('setSessionPurpose', { purpose: 'p' });
  await acquireRun(database.db, started.runId, 'me');
  const { runId, actionId } = started;
  const run = { runId, holder: 'me' };
  await advanceRun(database.db, run, { begun: { actionId, line: 'It: begun.' } });
  const outcome = { state: 'Applied', outcome: 'Changed.' } as const;
  const ended = { actionId, outcome, line: 'It: applied. Changed.' };
  expect(await advanceRun(database.db, run, { ended })).toMatchObject({ ours: true });
  expect(await advanceRun(database.db, run, { ended })).toMatchObject({ ours: true });
  const { log = '' } = await recordOf(started.sessionId);
  expect(log.match(/It: applied/g)).toHaveLength(1);
  expect(log.match(/\n/g)).toHaveLength(3);
});

it('begins no call after an answer said that the session is discarded, or all applying stopped', async () => {
  const begin = async (meanwhile: (sessionId: string) => Promise<unknown>) => {
    const started = await aRun('setSessionPurpose', { purpose: 'p' });
    await acquireRun(database.db, started.runId, 'me');
    const { version } = await recordOf(started.sessionId);
    const begun = await patient.db.transaction(async (tx) => {
      await tx.rows(holdSession(started.sessionId, version));
      const { runId, actionId } = started;
      const begun = { actionId, line: 'begun.' };
      const advanced = advanceRun(patient.db, { runId, holder: 'me' }, { begun });
      await waitsForLock('FOR NO KEY UPDATE OF r, s');
      if (meanwhile === discarding) await discardSession(tx, 'all', { id: started.sessionId, by });
      else await meanwhile(started.sessionId);
      return { advanced };
    });
    const advanced = await begun.advanced;
    return [advanced?.changes, advanced?.stopReason];
  };
  const discarding = async () => {};
  expect(await begin(discarding)).toEqual([0, 'the session was discarded']);
  const stopping = () => setApplying(database.db, { stopped: true, by });
  expect(await begin(stopping)).toEqual([0, 'all applying is stopped']);
  await setApplying(database.db, { stopped: false, by });
});

it('leaves a run that waits in the queue at its place', async () => {
  const { runId } = await aRun('setSessionPurpose', { purpose: 'p' });
  const queued = async () => {
    const { rows } = await database.pool.query(
      'SELECT run_at::text FROM graphile_worker.jobs WHERE key = $1',
      [`run:${runId}`],
    );
    return rows;
  };
  const before = await queued();
  await database.pool.query(
    "UPDATE ai_session_run SET date_started = now() - interval '1 minute' WHERE id = $1",
    [runId],
  );
  expect(await requeueOrphanedRuns(database.db)).toBeGreaterThan(0);
  expect(await queued()).toEqual(before);
});
