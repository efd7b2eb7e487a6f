import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Database,
  type Db,
  exportSessions,
  listSessions,
  openDatabase,
  readReviewQueue,
  unwrap,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

/** Sessions that nothing is pending of, as most are. */
const OTHERS = 20_000;

let testDatabase: TestDatabase;
let database: Database;

// Of each 7 sessions with actions: two that wait, one beside accepted actions; the others must not be taken for them.
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog, unhurried: true });
  await database.pool.query(`BEGIN; SELECT audit_as('{"silent":true}');
    INSERT INTO account (id, name, created_by, last_modified_by) VALUES ('1', 'One', 'a', 'a'), ('2', 'Two', 'a', 'a');
    INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
      SELECT 1 + n % 2, 'Settled ' || n, 'a', 'a' FROM generate_series(1, ${OTHERS / 2}) n;
    INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
      SELECT 1 + n % 2, (ARRAY['Waits', 'Waits in part', 'Accepted', 'Refused', 'Returned', 'Discarded', 'Applying'])[1 + n % 7],
        'a', 'a' FROM generate_series(1, 70) n;
    INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
      SELECT 1 + n % 2, 'Settled ' || n, 'a', 'a' FROM generate_series(1, ${OTHERS / 2}) n;
    INSERT INTO ai_session_action (session_id, function_name, arguments, created_by, state)
      SELECT id, 'f', '{}', 'a', CASE WHEN purpose IN ('Accepted', 'Refused', 'Returned') THEN purpose ELSE 'Queued' END
      FROM ai_session WHERE purpose NOT LIKE 'Settled%';
    INSERT INTO ai_session_action (session_id, function_name, arguments, created_by, state)
      SELECT id, 'f', '{}', 'a', 'Accepted' FROM ai_session WHERE purpose = 'Waits in part';
    UPDATE ai_session SET discarded = true, date_discarded = now(), discarded_by = 'a' WHERE purpose = 'Discarded';
    UPDATE ai_session SET state = 'Applying' WHERE purpose = 'Applying';
    COMMIT; ANALYZE`);
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

it.each([
  ['all accounts', 'all', 20],
  ['one account', ['1'], 10],
] as const)('lists and exports exactly the sessions that the badge counts: %s', async (_, scope, count) => {
  const { db } = database;
  const found = unwrap(await listSessions(db, scope, { waiting: true, countPerPage: 100 }));
  expect(new Set(found.items.map(({ purpose }) => purpose))).toEqual(new Set(['Waits', 'Waits in part']));
  expect(found.totalCount).toBe(count);

  const queue = await readReviewQueue(db, scope, { userId: 'u', reminderDays: 0 });
  expect(queue.waitingSessions).toBe(count);
  const exported: (string | undefined)[] = [];
  for await (const { id } of exportSessions(db, scope, { waiting: true })) exported.push(id);
  expect(exported).toEqual(found.items.map(({ id }) => id));
});

it('tells what waits from what is only left to be applied', async () => {
  const { db } = database;
  const rest = unwrap(
    await listSessions(db, 'all', { hasPendingActions: true, waiting: false, countPerPage: 100 }),
  );
  expect(new Set(rest.items.map(({ purpose }) => purpose))).toEqual(
    new Set(['Accepted', 'Returned', 'Applying']),
  );
  const all = unwrap(await listSessions(db, 'all', {}));
  const notWaiting = unwrap(await listSessions(db, 'all', { waiting: false }));
  expect(notWaiting.totalCount).toBe((all.totalCount ?? 0) - 20);
  const searched = unwrap(await listSessions(db, 'all', { waiting: true, text: 'in part' }));
  expect(searched.totalCount).toBe(10);
});

/** What EXPLAIN tells of a node of a plan. */
interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** Sessions that a plan went through. */
function sessionsRead(node: Node): number {
  const own =
    node['Relation Name'] === 'ai_session'
      ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
      : 0;
  return own + (node.Plans ?? []).reduce((sum, inner) => sum + sessionsRead(inner), 0);
}

it.each(['force_generic_plan', 'force_custom_plan'])(
  'goes through no session that nothing is pending of: %s',
  async (mode) => {
    const client = await database.pool.connect();
    const read: number[] = [];
    const watched: Db = {
      ...database.db,
      async rows(statement) {
        const { text, values } = statement.query;
        const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>({
          text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
          values: [...values],
        });
        const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
        if (plan) read.push(sessionsRead(plan));
        return database.db.rows(statement);
      },
    };
    try {
      await client.query(`SET plan_cache_mode = ${mode}`);
      unwrap(await listSessions(watched, 'all', { waiting: true, simplifiedPaging: true }));
      unwrap(await listSessions(watched, 'all', { waiting: true, sortField: 'id', countPerPage: 100 }));
      unwrap(await listSessions(watched, ['1'], { waiting: true, simplifiedPaging: true }));
    } finally {
      client.release(true);
    }
    expect(read.length).toBeGreaterThan(2);
    // Seventy have actions.
    expect(Math.max(...read), read.join()).toBeLessThanOrEqual(140);
  },
);
