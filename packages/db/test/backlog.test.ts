import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase, readBacklog } from '../src/index.ts';
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

const NOTHING = {
  jobsWaiting: 0,
  oldestJobAge: 0,
  runsRunning: 0,
  runsOrphaned: 0,
  actionsInDoubt: 0,
  sessionsWaiting: 0,
  oldestSessionAge: 0,
  deliveriesDue: 0,
  oldestDeliveryAge: 0,
  applyingStopped: false,
};

it('counts what is left to do, and nothing that is done or not due', async () => {
  expect(await readBacklog(database.db)).toEqual(NOTHING);
  await database.pool.query(`
    DO $$ BEGIN
      PERFORM audit_as('{"silent":true}');
      INSERT INTO ai_session (id, created_by, last_modified_by, discarded)
        SELECT name, 'a', 'a', name = 'discarded' FROM unnest(ARRAY['waits', 'doubtful', 'done', 'discarded', 'runs']) name;
      INSERT INTO ai_session_action (session_id, function_name, arguments, state, created_by, date_created)
        SELECT s, 'f', '{}', state, 'a', now() - age::interval FROM (VALUES
          ('waits', 'Queued', '1 hour'), ('waits', 'Queued', '1 minute'), ('waits', 'Applied', '1 day'),
          ('doubtful', 'InDoubt', '1 day'), ('done', 'Applied', '1 day'), ('discarded', 'Queued', '1 day'))
          AS a(s, state, age);
      INSERT INTO ai_session_run (session_id, number, state, started_by, actor, held_until)
        VALUES ('runs', 1, 'Running', 'a', '{}', now() + interval '1 hour'),
          ('done', 1, 'Running', 'a', '{}', now() - interval '1 hour'),
          ('doubtful', 1, 'InDoubt', 'a', '{}', NULL);
      INSERT INTO ai_webhook (id, url, secret, enabled, created_by, last_modified_by)
        VALUES ('on', 'https://a', 's', true, 'a', 'a'), ('off', 'https://b', 's', false, 'a', 'a');
      INSERT INTO ai_webhook_delivery (position, webhook_id, event_id, session_id, state, date_next_attempt)
        SELECT 1, webhook, 'e', 's', state, now() + age::interval FROM (VALUES
          ('on', 'Pending', '-2 minutes'), ('on', 'Pending', '1 hour'), ('on', 'Delivered', '-1 day'),
          ('off', 'Pending', '-1 day')) AS d(webhook, state, age);
      PERFORM graphile_worker.add_job('f', run_at := now() - interval '3 minutes');
      PERFORM graphile_worker.add_job('f', run_at := now() + interval '1 hour');
      UPDATE ai_applying SET stopped = true;
    END $$`);
  const ages = { oldestJobAge: 180, oldestSessionAge: 3_600, oldestDeliveryAge: 120 };
  const backlog = await readBacklog(database.db);
  expect(backlog).toMatchObject({
    jobsWaiting: 1,
    runsRunning: 2,
    runsOrphaned: 1,
    actionsInDoubt: 1,
    sessionsWaiting: 1,
    deliveriesDue: 1,
    applyingStopped: true,
  });
  for (const [age, least] of Object.entries(ages)) {
    expect([age, Reflect.get(backlog, age)]).toEqual([age, expect.toSatisfy((seconds) => seconds >= least)]);
  }
});
