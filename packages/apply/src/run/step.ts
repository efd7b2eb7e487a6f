import { type AcquiredStep, classifyDatabaseError, type StepOutcome } from '@ai-sessions/db';
import { sawValues } from '../review/review-tag.ts';
import { runBuiltIn } from './built-in-step.ts';
import { callTarget, confirmByReading } from './http-step.ts';
import { OutcomeLost } from './journal.ts';
import { findChange, prepareStep, type UnfitStep } from './prepared-step.ts';
import type { RunContext } from './run-context.ts';
import {
  BROKE_OFF,
  bareNameOf,
  beginLine,
  endOfStep,
  failed,
  inDoubt,
  returned,
  type StepResult,
} from './step-outcome.ts';

const CUT_OFF = 'The service was cut off during the call.';

/** What has to be known of a step that breaks off. */
interface Progress {
  mayHaveArrived: boolean;
  /** The line that tells of its beginning, when that is committed only with its outcome. */
  begunLine: string | undefined;
}

/**
 * Carries one step out, or finds out what became of it when an earlier process was cut off in the middle. A failure
 * that nobody foresaw ends the step: the run would be taken up for ever, and fail there for ever.
 */
export async function runStep(context: RunContext, step: AcquiredStep): Promise<StepResult> {
  const progress: Progress = { mayHaveArrived: step.state === 'Running', begunLine: undefined };
  try {
    return await runOnCurrentView(context, step, progress);
  } catch (error) {
    // An outage passes, and whoever takes the run then goes on.
    if (error instanceof OutcomeLost || classifyDatabaseError(error) !== 'other') throw error;
    context.log.error({ error, runId: context.run.id, actionId: step.actionId }, 'an action broke off');
    const outcome = progress.mayHaveArrived ? inDoubt(BROKE_OFF) : failed(BROKE_OFF);
    const ended = endOfStep(step, bareNameOf(step), outcome);
    const written = await context.journal.end({ ...ended, begunLine: progress.begunLine });
    return written === 'lost' ? 'lost' : outcome.state;
  }
}

/** Reads the session when somebody else has changed it, before the step or while it was judged. */
async function runOnCurrentView(
  context: RunContext,
  step: AcquiredStep,
  progress: Progress,
): Promise<StepResult> {
  const { view, journal, db } = context;
  for (let isFresh = false; ; ) {
    if (!view.isCurrent) {
      if (!(await journal.flush())) return 'lost';
      await view.read(db);
      isFresh = true;
    }
    const result = await attempt(context, step, progress, isFresh);
    if (result !== 'changed') return result;
    view.outdate();
  }
}

async function attempt(
  context: RunContext,
  step: AcquiredStep,
  progress: Progress,
  isFresh: boolean,
): Promise<StepResult | 'changed'> {
  const { view, journal } = context;
  const wasBegun = step.state === 'Running';
  const prepared = prepareStep(view, step);
  if (!prepared) {
    if (wasBegun) await end(context, step, bareNameOf(step), inDoubt(CUT_OFF));
    return { stopped: 'the session was discarded' };
  }
  if ('outcome' in prepared) return endUnfit(context, step, prepared, isFresh);
  const { fn, name } = prepared;
  const { info } = fn;
  // An outcome that is kept back goes with the intent to call; nothing else may be done before it is committed.
  if (info.target === 'BuiltIn' || hasSeenValues(step) || info.objectArguments.length > 0) {
    if (!(await journal.flush())) return 'lost';
    if (!view.isCurrent) return 'changed';
  }
  if (wasBegun && info.target === 'Http') {
    // What its function says now is not what the target was asked for, and nobody has read it.
    if (info.version !== step.functionVersion) {
      return end(context, step, name, inDoubt(`${CUT_OFF} Its function was changed since.`));
    }
    if (!info.honoursIdempotencyKey) return confirmByReading(context, step, prepared, inDoubt(CUT_OFF));
  }
  // A call that may have been made must be repeated as it was, whatever values have changed since.
  if (!wasBegun) {
    const change = await findChange(context, step, prepared, context.lost);
    if (change !== undefined) return endUnfit(context, step, { name, outcome: returned(change) }, isFresh);
  }
  // What was read right before may be acted on; whatever changes later comes later.
  const basis = isFresh ? undefined : view.basisFor(step.functionName);
  // A change of our own data that broke off was taken back.
  progress.mayHaveArrived = info.target === 'Http';
  if (info.target === 'BuiltIn') {
    progress.begunLine = beginLine(name);
    return runBuiltIn(context, step, prepared, basis);
  }
  return callTarget(context, step, prepared, basis);
}

/** Ends a step before anything was done for it, as long as what it was judged by is still so. */
async function endUnfit(
  { view, journal }: RunContext,
  step: AcquiredStep,
  { name, outcome }: UnfitStep,
  isFresh: boolean,
): Promise<StepResult | 'changed'> {
  if (!(await journal.flush())) return 'lost';
  if (!view.isCurrent) return 'changed';
  const basis = isFresh ? undefined : view.basisFor(step.functionName);
  const written = await journal.end(endOfStep(step, name, outcome), basis);
  return written === 'ended' ? outcome.state : written;
}

/** Whether a reviewer saw current values of what the step changes. */
function hasSeenValues({ valuesHash }: AcquiredStep): boolean {
  return valuesHash !== null && sawValues(valuesHash);
}

async function end<State extends 'Failed' | 'InDoubt'>(
  { journal }: RunContext,
  step: AcquiredStep,
  name: string,
  outcome: StepOutcome & { readonly state: State },
): Promise<State | 'lost'> {
  return (await journal.end(endOfStep(step, name, outcome))) === 'lost' ? 'lost' : outcome.state;
}
