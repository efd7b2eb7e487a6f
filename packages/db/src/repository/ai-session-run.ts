import type { ActionState } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import type { Refusal, Result } from '../result.ts';
import { type AcquiredStep, updateRunAcquired } from '../sql/run/acquire-run.ts';
import { type Advance, updateStepsAdvanced } from '../sql/run/advance-run.ts';
import { type OwnChange, updateOwnData } from '../sql/run/change-own-data.ts';
import { updateRunEnded } from '../sql/run/end-run.ts';
import type { HELD_RUN_COLUMNS } from '../sql/run/held-run.ts';
import { holdSession } from '../sql/run/hold-session.ts';
import { updateRunReleased } from '../sql/run/release-run.ts';
import { updateRunRenewed } from '../sql/run/renew-run.ts';
import { enqueueOrphanedRuns } from '../sql/run/requeue-orphaned-runs.ts';
import type { RunKey } from '../sql/run/run-key.ts';
import { insertRun } from '../sql/run/start-run.ts';
import { updateRunStopped } from '../sql/run/stop-run.ts';
import { sqlStateOf, UNIQUE_VIOLATION } from '../sql-state.ts';
import type { RowOf } from '../statement/column.ts';
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
  /** The ETag of what was reviewed. */
  readonly reviewTag?: string;
  readonly continueAfterFailure: boolean;
  readonly by: Actor;
}

/**
 * The id of a run that was started; `moved` when the session is not in that version any more, `running` when another run
 * is under way.
 */
export type StartedRun = Result<string, Refusal<'moved' | 'running'>>;

/** Starts a run: its plan and the job that carries it out are committed together. */
export function startRun(db: Db, run: NewRun): Promise<StartedRun> {
  return db.transaction(async (tx) => {
    const { sessionId, steps, reviewed } = run;
    const held = await tx.row(holdSession(sessionId, run.version));
    if (!held) return { ok: false, reason: 'moved' };
    if (held.running) return { ok: false, reason: 'running' };
    try {
      const started = await tx.row(
        insertRun({
          sessionId,
          by: run.by,
          reviewed,
          reviewTag: run.reviewTag ?? null,
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
      return { ok: true, value: started.id };
    } catch (error) {
      if (sqlStateOf(error) === UNIQUE_VIOLATION) return { ok: false, reason: 'running' };
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

/** Names a function and its version, to be compared. */
export function functionVersionOf({ info }: StoredFunction): string {
  return `${info.id} ${info.version}`;
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
  /** As {@link functionVersionOf} gives it; absent when there is no such function. */
  readonly functionVersion: string | undefined;
}

function basisOf(basis: Basis | undefined) {
  if (!basis) return null;
  const { accountName = null, functionVersion = null } = basis;
  return { ...basis, accountName, functionVersion };
}

/** How a run goes on: a step ends, another one begins, or both at once. */
export interface RunAdvance {
  readonly ended?: EndedStep;
  /** Commits the intent to call: from here on the call may have been made. */
  readonly begun?: { readonly actionId: string; readonly line: string };
  /** What the step that begins was judged by, or the one that ends when none does; without it, that is not asked. */
  readonly basis?: Basis;
}

/** A run as it stood when it went on. */
export interface AdvancedRun {
  /** Whether the process still has its lease. */
  readonly ours: boolean;
  /** Why it may not go on; absent when it may. */
  readonly stopReason: string | undefined;
  /** Whether what the step was judged by was still so; if not, it has neither begun nor ended. */
  readonly judged: boolean;
  /** Version of the session before. */
  readonly version: number;
  /** By how much the version has grown; 0 when nothing was changed. */
  readonly changes: number;
}

/**
 * Commits the outcome of a step and the intent to call in the next, in one statement. The outcome is kept as long as the
 * run is ours, and may be said again when the answer of the database was lost. The step begins only when nobody has
 * stopped the run, discarded the session or stopped all applying. `undefined` when the run is gone.
 */
export async function advanceRun(db: Db, run: RunKey, advance: RunAdvance): Promise<AdvancedRun | undefined> {
  const { ended, begun = null, basis } = advance;
  const statement = updateStepsAdvanced(run, {
    begun,
    ended: ended ? endedStep(ended) : null,
    basis: basisOf(basis),
  });
  const row = await db.row(statement);
  return row && { ...advancedRun(row), changes: row.changed ? 1 : 0 };
}

function advancedRun(row: RowOf<typeof HELD_RUN_COLUMNS>): Omit<AdvancedRun, 'changes'> {
  return { ours: row.ours, stopReason: row.reason ?? undefined, judged: row.judged, version: row.version };
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

/** A step that changes our own data. */
export interface OwnStep {
  readonly actionId: string;
  readonly change: OwnChange;
  readonly by: Actor;
  /** The line of the log that tells of its beginning. */
  readonly begunLine: string;
  /** What came of it and the line that tells of it, up to the milliseconds that it took. */
  readonly outcome: string;
  readonly line: string;
  readonly basis?: Basis;
}

/**
 * Carries out a change of our own data: intent, change and outcome are one statement. Nothing of it is done when the run
 * is not ours, may not go on, or was judged by something else, and when there is nothing to be changed. `undefined` when
 * the run is gone.
 */
export async function changeOwnData(db: Db, run: RunKey, step: OwnStep): Promise<AdvancedRun | undefined> {
  const row = await db.row(updateOwnData(run, { ...step, basis: basisOf(step.basis) }));
  const changes = step.change.session ? 2 : 1;
  return row && { ...advancedRun(row), changes: row.found ? changes : 0 };
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
