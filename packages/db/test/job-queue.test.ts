import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { openDatabase } from '../src/client.ts';
import { startJobQueue } from '../src/job-queue.ts';
import { createTestDatabase } from '../src/testing/index.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

it('takes no job once it was told to stop, be it while it starts or while it works', async () => {
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
  const two = once(began, 'two');
  await enqueue('two');
  const other = queueOf('other');
  await two;
  let ended = false;
  void again.then(() => (ended = true));
  await new Promise(setImmediate);
  expect(ended).toBe(false);
  letGo();
  await Promise.all([first, again, other.stop()]);
  expect(taken).toEqual(['busy one', 'other two']);
  await close();
  await database.drop();
});
