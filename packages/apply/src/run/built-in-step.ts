import type { AcquiredStep, Basis } from '@ai-sessions/db';
import { builtIn } from '../function/built-in.ts';
import type { PreparedStep } from './prepared-step.ts';
import type { RunContext } from './run-context.ts';
import { beginLine, endOfStep, failed, type StepResult, tookLine } from './step-outcome.ts';

const UNKNOWN = 'There is no such function in this version.';

/**
 * Carries out a built-in function, which changes our own data: intent, change and outcome are one transaction. `changed`
 * when what it was judged by is no longer so, and nothing was done.
 */
export async function runBuiltIn(
  context: RunContext,
  step: AcquiredStep,
  { record, verdict, fn, name }: PreparedStep,
  basis: Basis | undefined,
): Promise<StepResult | 'changed'> {
  const { journal, run } = context;
  const own = builtIn(fn.info.name);
  const change = own?.change({ record, values: verdict.values }) ?? { problem: UNKNOWN };
  if ('problem' in change) return fail(context, step, name, change.problem);
  const done = await journal.change({
    actionId: step.actionId,
    change,
    by: run.actor,
    begunLine: beginLine(name),
    ...tookLine(name),
    basis,
  });
  if (done === 'ended') return 'Applied';
  if (done === 'notFound') return fail(context, step, name, own?.notFound(verdict.values) ?? UNKNOWN);
  if (typeof done !== 'string' && step.state === 'Running') {
    // It was begun by a process that was cut off: what it did was undone with its transaction.
    const outcome = { state: 'Queued', outcome: `Nothing was changed; ${done.stopped}.` } as const;
    await journal.end(endOfStep(step, name, outcome));
  }
  return done;
}

/** Lets a step fail at which nothing can be changed, when the run may go on. */
async function fail(
  { journal }: RunContext,
  step: AcquiredStep,
  name: string,
  problem: string,
): Promise<StepResult> {
  const permission = await journal.begin(step, name, undefined);
  if (permission === 'lost' || typeof permission !== 'string') return permission;
  return (await journal.end(endOfStep(step, name, failed(problem)))) === 'lost' ? 'lost' : 'Failed';
}
