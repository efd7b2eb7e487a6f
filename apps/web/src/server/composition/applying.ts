import { createApplier, type FunctionCaller } from '@ai-sessions/apply';
import {
  APPLY_JOB,
  expireProposals,
  forgetDeadJobs,
  type KeepingRules,
  keepByRules,
  purgeDiscardedSessions,
  requeueOrphanedRuns,
  startJobQueue,
} from '@ai-sessions/db';
import { type AuditKeys, sealAudit } from '@ai-sessions/proof';
import type { Tracing } from '@ai-sessions/telemetry/tracing';
import type { Logger } from '../log.ts';
import type { Persistence } from './persistence.ts';

/** How often to look for orphaned runs. */
const ORPHANED_RUNS_MS = 2_000;

/** What carries out sessions in the background. */
export interface Applying {
  /** Stops taking jobs, and returns those that were not begun to the queue. */
  drain(): void;
  /** Waits for the jobs in progress. */
  stop(): Promise<void>;
}

interface ApplyingParts {
  readonly caller: FunctionCaller;
  readonly auditKeys: AuditKeys;
  readonly tracing: Tracing | undefined;
  /** Tells those who want it what waits for review. */
  readonly tellDigests: () => Promise<void>;
  /** Days after which what nobody has decided on is refused; 0 for never. */
  readonly expiryDays: number;
  readonly rules: KeepingRules;
  readonly log: Logger;
}

/** Starts the job queue and the search for orphaned runs. */
export function startApplying(
  { database, openUnhurried }: Persistence,
  { caller, auditKeys, tracing, tellDigests, expiryDays, rules, log }: ApplyingParts,
): Applying {
  const { db, directPool } = database;
  const stopping = new AbortController();
  async function keep(): Promise<void> {
    const unhurried = openUnhurried();
    try {
      await keepByRules(unhurried.db, rules, stopping.signal);
    } finally {
      await unhurried.close();
    }
  }
  const applier = createApplier({ db, caller, log });
  const queue = startJobQueue({
    pool: directPool,
    log,
    applySession: (runId) =>
      tracing ? tracing.job(APPLY_JOB, () => applier.apply(runId)) : applier.apply(runId),
    schedule: [
      {
        name: 'purge_discarded_sessions',
        cron: '17 * * * *',
        work: () => untilNothingIsLeft(() => purgeDiscardedSessions(db)),
      },
      {
        name: 'seal_audit_events',
        cron: '* * * * *',
        work: async () => void (await sealAudit(db, auditKeys)),
      },
      { name: 'keep_by_rules', cron: '27 * * * *', work: keep },
      { name: 'forget_dead_jobs', cron: '47 * * * *', work: () => forgetDeadJobs(directPool) },
      ...(expiryDays > 0
        ? [
            {
              name: 'expire_proposals',
              cron: '7 * * * *',
              work: () => untilNothingIsLeft(() => expireProposals(db, expiryDays)),
            },
          ]
        : []),
      { name: 'send_digests', cron: '*/5 * * * *', work: tellDigests },
    ],
  });
  const findOrphanedRuns = () =>
    void requeueOrphanedRuns(db).catch((error: unknown) =>
      log.debug({ error }, 'failed to look for orphaned runs'),
    );
  findOrphanedRuns();
  const orphanedRuns = setInterval(findOrphanedRuns, ORPHANED_RUNS_MS).unref();
  return {
    drain: () => {
      stopping.abort();
      applier.drain();
      // Jobs that are returned are for other processes; this one would take them again, and drop them.
      void queue.stop();
    },
    stop: async () => {
      clearInterval(orphanedRuns);
      stopping.abort();
      applier.drain();
      await queue.stop();
    },
  };
}

/** Does all that is to be done, some at a time. */
async function untilNothingIsLeft(purge: () => Promise<number>): Promise<void> {
  while ((await purge()) > 0);
}
