import type { ActionState } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { type AcquiredStep, updateRunAcquired } from '../sql/run/acquire-run.ts';
import { updateStepBegun } from '../sql/run/begin-call.ts';
import { updateStepEnded } from '../sql/run/end-call.ts';
import { updateRunEnded } from '../sql/run/end-run.ts';
import { holdSession } from '../sql/run/hold-session.ts';
import { updateRunReleased } from '../sql/run/release-run.ts';
import { updateRunRenewed } from '../sql/run/renew-run.ts';
import { enqueueOrphanedRuns } from '../sql/run/requeue-orphaned-runs.ts';
import { insertRun } from '../sql/run/start-run.ts';
import type { StepKey } from '../sql/run/step-key.ts';
import { updateRunStopped } from '../sql/run/stop-run.ts';
import { sqlStateOf, UNIQUE_VIOLATION } from '../sql-state.ts';

/** What a run does with one action, and what its reviewer had read. */
export interface PlannedStep {
  readonly actionId: string;
  readonly functionName: string;
  readonly functionVersion: number;
  readonly valuesHash: string | undefined;
  readonly title: string;
}

/** What a run is started with. */
export interface NewRun {
  readonly sessionId: string;
  /** Version of the session that the plan was made from. */
  readonly version: number;
  readonly steps: readonly PlannedStep[];
  readonly reviewed: boolean;
  readonly continueAfterFailure: boolean;
  readonly by: Actor;
}

/** What became of the wish to start a run. */
export type StartedRun =
  | { readonly outcome: 'started'; readonly runId: string }
  /** The session is not in that version any more. */
  | { readonly outcome: 'moved' }
  /** Another run is under way. */
  | { readonly outcome: 'running' };

/** Starts a run: its plan and the job that carries it out are committed together. */
export function startRun(db: Db, run: NewRun): Promise<StartedRun> {
  return db.transaction(async (tx) => {
    const { sessionId, steps, reviewed } = run;
    const held = await tx.row(holdSession(sessionId, run.version));
    if (!held) return { outcome: 'moved' };
    if (held.running) return { outcome: 'running' };
    try {
      const started = await tx.row(
        insertRun({
          sessionId,
          by: run.by,
          reviewed,
          continueAfterFailure: run.continueAfterFailure,
          summary: `${steps.length} ${steps.length === 1 ? 'action' : 'actions'}${reviewed ? ', as reviewed' : ''}.`,
          actionIds: steps.map(({ actionId }) => actionId),
          functionNames: steps.map(({ functionName }) => functionName),
          functionVersions: steps.map(({ functionVersion }) => functionVersion),
          valuesHashes: steps.map(({ valuesHash }) => valuesHash ?? null),
          titles: steps.map(({ title }) => title),
        }),
      );
      if (!started) throw new Error('PostgreSQL returned no row for an insert.');
      return { outcome: 'started', runId: started.id };
    } catch (error) {
      if (sqlStateOf(error) === UNIQUE_VIOLATION) return { outcome: 'running' };
      throw error;
    }
  });
}

/** A run whose lease a process has. */
export interface AcquiredRun {
  readonly id: string;
  readonly sessionId: string;
  readonly number: number;
  readonly continueAfterFailure: boolean;
  /** Who answers for what it changes. */
  readonly actor: Actor;
  /** In order. */
  readonly steps: readonly AcquiredStep[];
}

/** Acquires the lease of a run that no living process holds; `undefined` when there is none to be had. */
export async function acquireRun(db: Db, runId: string, holder: string): Promise<AcquiredRun | undefined> {
  const row = await db.row(updateRunAcquired(runId, holder));
  return row && { ...row, steps: row.steps ?? [] };
}

/** Renews the lease of a run; `false` when it is no longer the process's own. */
export async function renewRun(db: Db, runId: string, holder: string): Promise<boolean> {
  return (await db.row(updateRunRenewed(runId, holder))) !== undefined;
}

/** Releases a run unfinished, for another process to go on with at once. */
export async function releaseRun(db: Db, runId: string, holder: string): Promise<void> {
  await db.rows(updateRunReleased(runId, holder));
}

/** Puts the runs in the queue whose process is gone; how many. */
export async function requeueOrphanedRuns(db: Db): Promise<number> {
  return (await db.rows(enqueueOrphanedRuns())).length;
}

/** Whether a run may make its next call, and if not, why. */
export type Permission = { readonly granted: true } | { readonly granted: false; readonly reason: string };

/**
 * Commits the intent to call: from here on the call may have been made. The same statement sees to it that the run is
 * still ours, and that nobody has stopped it, discarded the session or stopped all applying.
 */
export async function beginCall(db: Db, step: StepKey, line: string): Promise<Permission> {
  const row = await db.row(updateStepBegun(step, line));
  return row?.begun ? { granted: true } : { granted: false, reason: row?.reason ?? 'lost' };
}

/** What came of a step. */
export interface StepOutcome {
  readonly state: ActionState;
  /** One sentence. */
  readonly outcome: string;
  readonly status?: number;
  /** Beginning of the answer. */
  readonly answer?: string;
  readonly durationMs?: number;
  /** Whether the call may have taken effect although it is told as a failure. What is in doubt may have in any case. */
  readonly mayHaveTakenEffect?: boolean;
}

/**
 * Commits the outcome of a step and a line of the log, as long as the run is ours; `false` when it no longer is. It may be said again when
 * the answer of the database was lost.
 */
export async function endCall(db: Db, step: StepKey, result: StepOutcome, line: string): Promise<boolean> {
  const ended = updateStepEnded(step, {
    state: result.state,
    outcome: result.outcome,
    status: result.status ?? null,
    answer: result.answer ?? null,
    durationMs: result.durationMs ?? null,
    mayHaveTakenEffect: result.mayHaveTakenEffect ?? result.state === 'InDoubt',
    line,
  });
  return (await db.row(ended)) !== undefined;
}

/** How a run ends. */
export type RunEnd = 'Applied' | 'PartlyApplied' | 'Failed' | 'InDoubt' | 'Stopped';

/** Ends a run, as long as it is ours. */
export async function endRun(
  db: Db,
  run: Omit<StepKey, 'actionId'>,
  state: RunEnd,
  line: string,
): Promise<void> {
  await db.rows(updateRunEnded(run, state, line));
}

/** Asks a run to stop after the call under way; `false` when it is not running. */
export async function stopRun(
  db: Db,
  { runId, by }: { readonly runId: string; readonly by: Actor },
): Promise<boolean> {
  return (await db.row(updateRunStopped(runId, by))) !== undefined;
}
