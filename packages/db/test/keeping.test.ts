import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, type KeepingRules, keepByRules, openDatabase } from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const KEEP_ALL: KeepingRules = { auditMonths: 0, runMonths: 0, deliveryDays: 0, requestDays: 0 };

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  await database.pool.query(`
    INSERT INTO ai_session (id, purpose, state, created_by, last_modified_by, date_created)
    SELECT name, name, state, 'ann', 'ann', now() - interval '9 months'
    FROM (VALUES ('done', 'Applied'), ('doubtful', 'InDoubt')) AS s (name, state), audit_as('{"silent":true}');`);
  await database.pool.query(`
    INSERT INTO ai_session_run (id, session_id, number, state, started_by, actor, date_ended)
    SELECT uuid_v7(now() - months * interval '1 month'), s.id, months, 'Applied', 'ann', '{}',
      now() - months * interval '1 month'
    FROM ai_session s, generate_series(1, 8) months, audit_as('{"userName":"ann"}')`);
  await database.pool.query(`
    UPDATE ai_session SET state = CASE id WHEN 'done' THEN 'Applied' ELSE 'InDoubt' END FROM audit_as('{"silent":true}')`);
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function rowsOf(sql: string): Promise<readonly unknown[]> {
  return (await database.pool.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
}

const keep = (rules: Partial<KeepingRules>) =>
  keepByRules(database.db, { ...KEEP_ALL, ...rules }, new AbortController().signal);

const told = (operation: string) =>
  rowsOf(`SELECT changes FROM audit_event WHERE operation = '${operation}' ORDER BY id`);

/** Three events on each of the last so many days. */
const fill = (days: number) =>
  database.pool.query(
    `INSERT INTO audit_event (id, date_created, user_name, operation, entity_type, changes)
     SELECT uuid_v7(at), at, 'ann', 'PatchUser', 'User', '{}'
     FROM generate_series(now() - $1 * interval '1 day', now(), interval '8 hours') at`,
    [days],
  );

describe('the rules of keeping', () => {
  it('remove nothing where they say 0', async () => {
    await fill(400);
    await keep({});
    expect(await rowsOf("SELECT count(*)::int FROM audit_event WHERE operation = 'PatchUser'")).toEqual([
      1_201,
    ]);
    expect(await rowsOf('SELECT count(*)::int FROM ai_session_run')).toEqual([16]);
  });

  it('remove events before the months that are kept, and say how many', async () => {
    const least = "least_id_from(date_trunc('month', now(), 'UTC') - interval '3 months')";
    const [before] = await rowsOf(`SELECT count(*)::int FROM audit_event WHERE id < ${least}`);
    const [after] = await rowsOf(`SELECT count(*)::int FROM audit_event WHERE id >= ${least}`);
    await keep({ auditMonths: 3 });
    expect(await rowsOf(`SELECT count(*)::int FROM audit_event WHERE id < ${least}`)).toEqual([0]);
    expect(await rowsOf('SELECT count(*)::int FROM audit_event')).toEqual([Number(after) + 1]);
    expect(await told('PurgeAuditEvents')).toEqual([{ removed: [null, before] }]);
    await keep({ auditMonths: 3 });
    expect(await told('PurgeAuditEvents')).toHaveLength(1);
  });

  it('remove runs that ended long ago, but none of a session that has something left to do', async () => {
    await keep({ runMonths: 4 });
    const left = await rowsOf(
      'SELECT session_id || count(*) FROM ai_session_run GROUP BY session_id ORDER BY session_id',
    );
    expect(left[1]).toBe('doubtful8');
    expect(left[0]).toMatch(/^done[45]$/);
    const removed = left[0] === 'done4' ? 4 : 3;
    expect(await told('PurgeAISessionRuns')).toEqual([{ removed: [null, removed] }]);
  });

  it('remove deliveries, and the events that nothing is sent of any more', async () => {
    await database.pool.query(`
      INSERT INTO ai_webhook_event (id, type, by, date_created)
      SELECT 'event' || n, 'session.opened', 'ann', now() - n * interval '1 day' FROM generate_series(1, 20) n`);
    await keep({ deliveryDays: 7 });
    const [left] = await rowsOf('SELECT count(*)::int FROM ai_webhook_event');
    expect([6, 7]).toContain(left);
    expect(await told('PurgeAIWebhookDeliveries')).toEqual([{ removed: [null, 20 - Number(left)] }]);
  });
});
