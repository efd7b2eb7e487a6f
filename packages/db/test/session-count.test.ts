import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createSession,
  type Database,
  discardSession,
  listSessions,
  openDatabase,
  restoreSession,
  unwrap,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const by = { userName: 'tester@example.com', operation: 'Test' };

let testDatabase: TestDatabase;
/** As two processes have it. */
let one: Database;
let other: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  one = openDatabase({ url: testDatabase.url, log: quietLog });
  other = openDatabase({ url: testDatabase.url, log: quietLog });
});

afterAll(async () => {
  await one.close();
  await other.close();
  await testDatabase.drop();
});

/** What is counted and what there is, seen at the same instant: rows of one that the other lacks. */
const DIFFERENCES = `
  WITH counted AS (SELECT state, discarded, sum(sessions) AS sessions FROM ai_session_count GROUP BY state, discarded
      HAVING sum(sessions) <> 0),
    actual AS (SELECT state, discarded, count(*) AS sessions FROM ai_session GROUP BY state, discarded)
  (TABLE counted EXCEPT TABLE actual) UNION ALL (TABLE actual EXCEPT TABLE counted)`;

async function differences(): Promise<readonly object[]> {
  return (await one.pool.query(DIFFERENCES)).rows;
}

async function totals(database: Database): Promise<Readonly<Record<string, number | undefined>>> {
  const total = async (states?: Parameters<typeof listSessions>[2]['states']) =>
    unwrap(await listSessions(database.db, 'all', states ? { states } : {})).totalCount;
  return {
    all: await total(),
    open: await total(['Open']),
    discarded: await total(['Discarded']),
    either: await total(['Discarded', 'Open']),
  };
}

it('counts what whoever asks has just done, in whichever process', async () => {
  const created = await createSession(one.db, 'all', { by });
  const id = created?.session.id ?? '';
  expect(await totals(other)).toEqual({ all: 1, open: 1, discarded: 0, either: 1 });
  unwrap(await discardSession(other.db, 'all', { id, by }));
  expect(await totals(one)).toEqual({ all: 0, open: 0, discarded: 1, either: 1 });
  unwrap(await restoreSession(one.db, 'all', { id, by }));
  expect(await totals(other)).toEqual({ all: 1, open: 1, discarded: 0, either: 1 });
});

it('counts as many as there are at every instant while many change them', async () => {
  let busy = true;
  const statements = [
    `INSERT INTO ai_session (purpose, created_by, last_modified_by) SELECT 'p', 'a', 'a' FROM generate_series(1, 1 + (random() * 5)::int)`,
    `INSERT INTO ai_session (state, discarded, created_by, last_modified_by) VALUES ('Open', false, 'a', 'a'), ('Applied', false, 'a', 'a'), ('Open', true, 'a', 'a')`,
    `UPDATE ai_session SET state = (ARRAY['Open', 'Failed', 'Applied'])[1 + (random() * 2)::int] WHERE id IN (SELECT id FROM ai_session ORDER BY random() LIMIT 3 FOR UPDATE SKIP LOCKED)`,
    `UPDATE ai_session SET discarded = NOT discarded WHERE id IN (SELECT id FROM ai_session ORDER BY random() LIMIT 3 FOR UPDATE SKIP LOCKED)`,
    `DELETE FROM ai_session WHERE id IN (SELECT id FROM ai_session ORDER BY random() LIMIT 2 FOR UPDATE SKIP LOCKED)`,
    'SELECT ai_session_count_fold()',
  ];
  const writing = Array.from({ length: 8 }, async (_, writer) => {
    const client = await other.pool.connect();
    try {
      for (let turn = 0; turn < 60; turn++) {
        await client.query(`BEGIN; SELECT audit_as('{"silent":true}')`);
        await client.query(statements[(writer + turn) % statements.length] ?? '');
        await client.query(statements[(writer + 3 * turn) % statements.length] ?? '');
        await client.query(turn % 4 === 0 ? 'ROLLBACK' : 'COMMIT');
      }
    } finally {
      client.release();
    }
  });
  const reading = (async () => {
    while (busy) expect(await differences()).toEqual([]);
  })();
  await Promise.all(writing).finally(() => {
    busy = false;
  });
  await reading;
  expect(await differences()).toEqual([]);
});

it('adds the rows of each state up into one', async () => {
  await one.pool.query('SELECT ai_session_count_fold()');
  const { rows } = await one.pool.query(
    'SELECT state, discarded FROM ai_session_count GROUP BY state, discarded HAVING count(*) > 1',
  );
  expect(rows).toEqual([]);
  expect(await differences()).toEqual([]);
});

it('keeps few rows although nobody asks', async () => {
  for (let time = 0; time < 2_000; time++) await createSession(one.db, 'all', { by });
  const { rows } = await one.pool.query<{ rows: number }>(
    'SELECT count(*)::int AS rows FROM ai_session_count',
  );
  expect(rows[0]?.rows).toBeLessThan(1_000);
  expect(await differences()).toEqual([]);
});

it('starts again when all are removed at once', async () => {
  await one.pool.query('TRUNCATE ai_session CASCADE');
  expect(await totals(other)).toEqual({ all: 0, open: 0, discarded: 0, either: 0 });
  await createSession(one.db, 'all', { by });
  expect(await totals(other)).toEqual({ all: 1, open: 1, discarded: 0, either: 1 });
});
