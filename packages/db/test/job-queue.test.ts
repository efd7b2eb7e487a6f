import { EventEmitter, once } from 'node:events';
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { openDatabase } from '../src/client.ts';
import { forgetDeadJobs, startJobQueue } from '../src/job-queue.ts';
import { createTestDatabase } from '../src/testing/index.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

it('does not begin once it was told to stop, and waits for the job under way however often it is told', async () => {
  const database = await createTestDatabase();
  const { pool, close } = openDatabase({ url: database.url, log: quiet });
  const began = new EventEmitter();
  const taken: string[] = [];
  const queueOf = (name: string, work: () => Promise<void> = async () => {}) =>
    startJobQueue({
      pool,
      log: quiet,
      schedule: [],
      applySession: async (runId) => {
        taken.push(`${name} ${runId}`);
        began.emit(runId);
        await work();
      },
    });
  const enqueue = (runId: string) =>
    pool.query("SELECT graphile_worker.add_job('apply_session', $1::json)", [JSON.stringify({ runId })]);

  const starting = queueOf('starting');
  await starting.stop();

  let letGo = () => {};
  const busy = queueOf('busy', () => new Promise((resolve) => (letGo = resolve)));
  const one = once(began, 'one');
  await enqueue('one');
  await one;
  const first = busy.stop();
  const again = busy.stop();
  let ended = false;
  void again.then(() => (ended = true));
  await new Promise(setImmediate);
  expect(ended).toBe(false);
  letGo();
  await Promise.all([first, again]);
  expect(taken).toEqual(['busy one']);
  await close();
  await database.drop();
});

it('finds jobs although it failed when it looked for them for the first time', async () => {
  const database = await createTestDatabase();
  const { pool, close } = openDatabase({ url: database.url, log: quiet });
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query('BEGIN; LOCK TABLE graphile_worker._private_tasks IN ACCESS EXCLUSIVE MODE');
  const began = new EventEmitter();
  const queue = startJobQueue({
    pool,
    log: quiet,
    schedule: [],
    applySession: async (runId) => void began.emit(runId),
  });
  const waiting = async () => {
    const { rowCount } = await pool.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rowCount !== 0;
  };
  await vi.waitUntil(waiting, { timeout: 60_000 });
  // It does not wait for ever.
  await vi.waitUntil(async () => !(await waiting()), { timeout: 60_000 });
  await client.query('ROLLBACK');
  const one = once(began, 'one');
  await pool.query(`SELECT graphile_worker.add_job('apply_session', '{"runId":"one"}')`);
  await one;
  await queue.stop();
  await client.end();
  await close();
  await database.drop();
});

it('forgets jobs that will not be tried again, and no others', async () => {
  const database = await createTestDatabase();
  const { pool, close } = openDatabase({ url: database.url, log: quiet });
  await pool.query(
    `SELECT graphile_worker.add_job('apply_session', '{}', max_attempts := 1, job_key := 'dead')`,
  );
  await pool.query('UPDATE graphile_worker._private_jobs SET attempts = 1');
  // Made anew under the same key, the dead one stays without one.
  await pool.query(
    `SELECT graphile_worker.add_job('apply_session', '{}', max_attempts := 1, job_key := 'dead')`,
  );
  const jobs = async () =>
    (await pool.query('SELECT key, attempts FROM graphile_worker.jobs ORDER BY id')).rows;
  expect(await jobs()).toHaveLength(2);
  await forgetDeadJobs(pool);
  expect(await jobs()).toEqual([{ key: 'dead', attempts: 0 }]);
  await close();
  await database.drop();
});
