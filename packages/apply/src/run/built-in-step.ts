import { type AcquiredStep, advanceRun, type Db, type EndedStep, holdRun } from '@ai-sessions/db';
import { builtIn, type SessionChanges } from '../function/built-in.ts';
import { findChange, type PreparedStep, prepareStep } from './prepared-step.ts';
import type { RunContext } from './run-context.ts';
import type { Progress, StepResult } from './step.ts';
import { applied, beginLine, endOfStep, failed, returned } from './step-outcome.ts';

/** What a transaction makes of a step. */
interface Change {
  readonly result: 'Applied' | 'Failed' | 'InDoubt' | 'Returned';
  readonly ended: EndedStep;
  /** What it changes of the session itself. */
  readonly changes: SessionChanges;
}

const NOTHING: SessionChanges = {};

/**
 * A built-in function changes our own data: intent, change and outcome are one transaction, which holds the session, so
 * that what it is judged by stays as it is. `changed` when its function is another one by now.
 */
export async function changeOwnData(
  context: RunContext,
  step: AcquiredStep,
  progress: Progress,
): Promise<StepResult | 'changed'> {
  const { view, journal, run, holder } = context;
  if (!(await journal.flush())) return 'lost';
  const key = { runId: run.id, holder };
  const done = await context.db.transaction(async (db) => {
    const held = await holdRun(db, key, step.functionName);
    if (!held?.ours) return 'lost';
    if (held.stopReason !== undefined) return { stopped: held.stopReason };
    if (!view.isAsHeld(held, step.functionName)) await view.read(db);
    const change = await changeIn(db, context, step, progress);
    if (change === 'changed') return change;
    const advanced = await advanceRun(db, key, { ended: change.ended });
    if (!advanced?.ours) throw new Error('The lease of a run was lost while the run was held.');
    // The outcome is the last change of the session.
    return { ...change, version: advanced.version + 1 };
  });
  if (typeof done === 'string') return done;
  if (!('ended' in done)) {
    // It was begun by a process that was cut off: what it did was undone with its transaction.
    if (step.state === 'Running') await freeStep(context, step, done.stopped);
    return done;
  }
  view.changedTo(done.version, done.changes);
  return done.result;
}

async function freeStep(context: RunContext, step: AcquiredStep, stopReason: string): Promise<void> {
  const prepared = prepareStep(context.view, step);
  const outcome = { state: 'Queued', outcome: `Nothing was changed; ${stopReason}.` } as const;
  if (prepared) await context.journal.end(endOfStep(step, prepared.name, outcome));
}

/** Judges a step in the transaction that holds its session, and carries it out there. */
async function changeIn(
  db: Db,
  context: RunContext,
  step: AcquiredStep,
  progress: Progress,
): Promise<Change | 'changed'> {
  const prepared = prepareStep(context.view, step);
  if (!prepared) return 'changed';
  const { name } = prepared;
  if ('outcome' in prepared) {
    const { outcome } = prepared;
    return { result: outcome.state, ended: endOfStep(step, name, outcome), changes: NOTHING };
  }
  if (prepared.fn.info.target !== 'BuiltIn') return 'changed';
  // One that was begun is carried out as it was, whatever values have changed since.
  const change =
    step.state === 'Running'
      ? undefined
      : await findChange({ db, caller: context.caller }, step, prepared, context.lost);
  if (change !== undefined) {
    return { result: 'Returned', ended: endOfStep(step, name, returned(change)), changes: NOTHING };
  }
  progress.begunLine = beginLine(name);
  return carryOut(db, context, step, prepared, progress.begunLine);
}

async function carryOut(
  db: Db,
  { run }: RunContext,
  step: AcquiredStep,
  { record, verdict, fn, name }: PreparedStep,
  begunLine: string,
): Promise<Change> {
  const own = builtIn(fn.info.name);
  const started = performance.now();
  const effect = own
    ? await own.call({ db, record, values: verdict.values, by: run.actor })
    : { problem: 'There is no such function in this version.' };
  const durationMs = Math.round(performance.now() - started);
  const outcome =
    effect.problem === undefined ? applied(`Changed in ${durationMs} ms.`) : failed(effect.problem);
  const ended = endOfStep(step, name, own ? { ...outcome, durationMs } : outcome);
  return { result: outcome.state, ended: { ...ended, begunLine }, changes: effect.changes ?? NOTHING };
}
