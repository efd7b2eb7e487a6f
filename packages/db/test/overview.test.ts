import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase, readOverview, readReviewQueue } from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

interface Proposed {
  /** When session and action were made. */
  readonly at: string;
  readonly state: string;
  readonly secondsToVerdict?: number;
  readonly agent?: string;
}

/** Stores sessions with one action each, as they were made at these instants. */
async function store(proposals: readonly Proposed[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT audit_as('{"silent":true}')`);
    for (const { at, state, secondsToVerdict = null, agent = 'agent@example.com' } of proposals) {
      const { rows } = await client.query(
        `INSERT INTO ai_session (id, date_created, created_by, last_modified_by)
         VALUES (uuid_v7($1::timestamptz), $1, $2, $2) RETURNING id`,
        [at, agent],
      );
      await client.query(
        `INSERT INTO ai_session_action (id, session_id, function_name, arguments, state, accepted, created_by,
           date_created, judged_by, date_judged)
         VALUES (uuid_v7($1::timestamptz), $2, 'renameAccount', '{}', $3, $3 IN ('Accepted', 'Applied'), $4, $1,
           CASE WHEN $5::int IS NOT NULL THEN 'ann@example.com' END, $1::timestamptz + $5::int * interval '1 second')`,
        [at, rows[0].id, state, agent, secondsToVerdict],
      );
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

it('tells of fourteen days in UTC, today included, and of all that waits', async () => {
  const now = new Date('2026-11-29T13:30:00Z');
  await store([
    { at: '2026-11-15T23:59:59.999Z', state: 'Queued' },
    { at: '2026-11-15T23:00:00Z', state: 'Refused', secondsToVerdict: 7_200 },
    { at: '2026-11-16T00:00:00Z', state: 'Accepted', secondsToVerdict: 10 },
    { at: '2026-11-29T13:00:00Z', state: 'Applied', secondsToVerdict: 30 },
    { at: '2026-11-29T13:10:00Z', state: 'Returned', secondsToVerdict: 20 },
    { at: '2026-11-29T13:20:00Z', state: 'Refused', secondsToVerdict: 1_000, agent: 'other@example.com' },
    { at: '2026-11-29T13:25:00Z', state: 'Queued' },
  ]);
  const overview = await readOverview(database.db, now);

  expect(overview.days).toHaveLength(14);
  expect(overview.days[0]).toEqual({ day: '2026-11-16', sessions: 1, accepted: 1, refused: 1, returned: 0 });
  expect(overview.days[13]).toEqual({ day: '2026-11-29', sessions: 4, accepted: 1, refused: 1, returned: 1 });
  for (const { sessions, accepted } of overview.days.slice(1, 13)) expect(sessions + accepted).toBe(0);
  expect(overview).toMatchObject({
    verdicts: 4,
    medianSecondsToVerdict: 20,
    p90SecondsToVerdict: 1_000,
    proposals: [
      { agent: 'agent@example.com', functionName: 'renameAccount', actions: 4, judged: 3, refused: 0 },
      { agent: 'other@example.com', functionName: 'renameAccount', actions: 1, judged: 1, refused: 1 },
    ],
    accounts: [{ aiMinutes: 0, actions: 5, applied: 1, refused: 1, failed: 0 }],
    waitingSessions: 2,
    moreWaiting: false,
    waitingByRisk: [{ risk: 'Ordinary', sessions: 2 }],
  });
  expect(overview.oldestWaiting.map(({ dateQueued }) => dateQueued)).toEqual([
    '2026-11-15T23:59:59.999Z',
    '2026-11-29T13:25:00.000Z',
  ]);
});

it('gives a reviewer next what they may judge, and counts all that waits', async () => {
  const { db, pool } = database;
  const queueOf = (userId: string, skippedIds: readonly string[] = []) =>
    readReviewQueue(db, 'all', { userId, reminderDays: 0, skippedIds });
  const first = (await queueOf('ann')).next?.sessionId ?? '';
  const name = (judges: string) =>
    pool.query(
      `UPDATE ai_function SET judge_ids = $1 FROM audit_as('{"silent":true}') WHERE name = 'renameAccount'`,
      [judges],
    );
  await name('{ben}');
  expect(await queueOf('ann', [first])).toMatchObject({ waitingSessions: 2, next: undefined });
  expect((await queueOf('ben')).next?.sessionId).toBe(first);
  await name('{}');
});

it('says that more wait than it counts', async () => {
  await database.pool.query(`
    WITH opened AS (
      INSERT INTO ai_session (created_by, last_modified_by) SELECT 'a', 'a' FROM generate_series(1, 1000),
        audit_as('{"silent":true}') RETURNING id)
    INSERT INTO ai_session_action (session_id, function_name, arguments, created_by)
    SELECT id, 'renameAccount', '{}', 'a' FROM opened`);
  const { waitingSessions, moreWaiting, oldestWaiting } = await readOverview(database.db);
  expect([waitingSessions, moreWaiting, oldestWaiting.length]).toEqual([1_000, true, 10]);
});
