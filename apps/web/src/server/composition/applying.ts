import { type Caller, createApplier } from '@ai-sessions/apply';
import {
  forgetDeadJobs,
  purgeDiscardedSessions,
  requeueLostRuns,
  type Sql,
  startJobQueue,
} from '@ai-sessions/db';
import type { Logger } from '../log.ts';
import type { Persistence } from './persistence.ts';

/** How often runs are looked for whose process is gone. */
const LOST_RUNS_MS = 2_000;

/** What carries out sessions in the background. */
export interface Applying {
  /** Takes no more work, and gives back what was not begun. */
  drain(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Starts the job queue and the search for orphaned runs. */
export function startApplying({ database, sql }: Persistence, caller: Caller, log: Logger): Applying {
  const { pool } = database;
  const applier = createApplier({ pool, caller, log });
  const queue = startJobQueue({
    pool,
    log,
    applySession: (runId) => applier.apply(runId),
    schedule: [
      { name: 'purge_discarded_sessions', cron: '17 * * * *', work: () => purgeAll(sql) },
      { name: 'forget_dead_jobs', cron: '47 * * * *', work: () => forgetDeadJobs(pool) },
    ],
  });
  const findLostRuns = () =>
    void requeueLostRuns(sql).catch((error: unknown) =>
      log.debug({ error }, 'orphaned runs were not looked for'),
    );
  findLostRuns();
  const lostRuns = setInterval(findLostRuns, LOST_RUNS_MS).unref();
  return {
    drain: () => {
      applier.drain();
      // What is given back is for other processes; this one would take it again, and drop it.
      void queue.stop();
    },
    stop: async () => {
      clearInterval(lostRuns);
      applier.drain();
      await queue.stop();
    },
  };
}

/** Removes all sessions that were discarded long ago. */
async function purgeAll(sql: Sql): Promise<void> {
  while ((await purgeDiscardedSessions(sql)) > 0);
}
