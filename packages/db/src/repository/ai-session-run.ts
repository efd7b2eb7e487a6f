import type { ActionState } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { type AcquiredStep, updateRunAcquired } from '../sql/run/acquire-run.ts';
import { type Advance, updateStepsAdvanced } from '../sql/run/advance-run.ts';
import { updateRunEnded } from '../sql/run/end-run.ts';
import { selectHeldRun } from '../sql/run/hold-run.ts';
import { holdSession } from '../sql/run/hold-session.ts';
import { updateRunReleased } from '../sql/run/release-run.ts';
import { updateRunRenewed } from '../sql/run/renew-run.ts';
import { enqueueOrphanedRuns } from '../sql/run/requeue-orphaned-runs.ts';
import type { RunKey } from '../sql/run/run-key.ts';
import { insertRun } from '../sql/run/start-run.ts';
import { updateRunStopped } from '../sql/run/stop-run.ts';
import { sqlStateOf, UNIQUE_VIOLATION } from '../sql-state.ts';
import type { RowIn } from '../statement/statement.ts';
import type { StoredFunction } from './ai-function.ts';

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

/** A run as it stands while its session is held. */
export interface HeldRun {
  /** Whether the process still has its lease. */
  readonly ours: boolean;
  /** Why it may not go on; absent when it may. */
  readonly stopReason: string | undefined;
  /** Version of the session. */
  readonly version: number;
  readonly accountName: string | undefined;
  /** Names the function and its version, as {@link functionVersionOf} does; absent when there is none. */
  readonly functionVersion: string | undefined;
}

/** Names a function and its version, to be compared. */
export function functionVersionOf({ info }: StoredFunction): string {
  return `${info.id} ${info.version}`;
}

/** Holds a run, its session and the switch of all applying until the end of the transaction. */
export async function holdRun(db: Db, run: RunKey, functionName: string): Promise<HeldRun | undefined> {
  const row = await db.row(selectHeldRun(run, functionName));
  return row && heldRunOf(row);
}

function heldRunOf(row: RowIn<typeof selectHeldRun>): HeldRun {
  return {
    ours: row.ours,
    stopReason: row.reason ?? undefined,
    version: row.version,
    accountName: row.accountName ?? undefined,
    functionVersion: row.functionVersion ?? undefined,
  };
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

/** The outcome of a step with its line of the log. */
export interface EndedStep {
  readonly actionId: string;
  readonly outcome: StepOutcome;
  readonly line: string;
  /** The line that tells of its beginning, when its intent was not committed before: the step began with the transaction. */
  readonly begunLine?: string;
}

/** What a step was judged by. */
export interface Basis {
  /** Version of the session. */
  readonly version: number;
  readonly accountName: string | undefined;
  readonly functionName: string;
  /** As in {@link HeldRun}. */
  readonly functionVersion: string | undefined;
}

/** How a run goes on: a step ends, another one begins, or both at once. */
export interface RunAdvance {
  readonly ended?: EndedStep;
  /** Commits the intent to call: from here on the call may have been made. */
  readonly begun?: { readonly actionId: string; readonly line: string };
  /** What the step that begins, or the one that ends when none does, was judged by; without it, that is not asked. */
  readonly basis?: Basis;
}

/** What became of it. */
export interface AdvancedRun extends HeldRun {
  /** Whether what the step was judged by is still so; if not, it has neither begun nor ended. */
  readonly judged: boolean;
  /** Whether an action has changed, and with it the version of the session, by one. */
  readonly changed: boolean;
}

/**
 * Commits the outcome of a step and the intent to call in the next, in one statement. The outcome is kept as long as the
 * run is ours, and may be said again when the answer of the database was lost. The step begins only when nobody has
 * stopped the run, discarded the session or stopped all applying. `undefined` when the run is gone.
 */
export async function advanceRun(db: Db, run: RunKey, advance: RunAdvance): Promise<AdvancedRun | undefined> {
  const { ended, begun = null, basis } = advance;
  const row = await db.row(
    updateStepsAdvanced(run, {
      begun,
      ended: ended ? endedStep(ended) : null,
      basis: basis
        ? {
            ...basis,
            accountName: basis.accountName ?? null,
            functionVersion: basis.functionVersion ?? null,
          }
        : null,
    }),
  );
  return row && { ...heldRunOf(row), judged: row.judged, changed: row.changed };
}

function endedStep({ actionId, outcome, line, begunLine }: EndedStep): Advance['ended'] {
  return {
    actionId,
    state: outcome.state,
    outcome: outcome.outcome,
    status: outcome.status ?? null,
    answer: outcome.answer ?? null,
    durationMs: outcome.durationMs ?? null,
    mayHaveTakenEffect: outcome.mayHaveTakenEffect ?? outcome.state === 'InDoubt',
    line,
    begunLine: begunLine ?? null,
  };
}

/** How a run ends. */
export type RunEnd = 'Applied' | 'PartlyApplied' | 'Failed' | 'InDoubt' | 'Stopped';

/** Ends a run, as long as it is ours. */
export async function endRun(db: Db, run: RunKey, state: RunEnd, line: string): Promise<void> {
  await db.rows(updateRunEnded(run, state, line));
}

/** Asks a run to stop after the call under way; `false` when it is not running. */
export async function stopRun(
  db: Db,
  { runId, by }: { readonly runId: string; readonly by: Actor },
): Promise<boolean> {
  return (await db.row(updateRunStopped(runId, by))) !== undefined;
}
