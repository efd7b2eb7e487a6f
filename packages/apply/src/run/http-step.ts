import { setTimeout as delay } from 'node:timers/promises';
import type { AcquiredStep, Basis, StepOutcome } from '@ai-sessions/db';
import type { CallResult } from '@ai-sessions/outbound';
import { currentValues } from '../function/current-values.ts';
import { visibleText } from '../function/visible-text.ts';
import { sawValues, seenText } from '../review/review-tag.ts';
import type { Verdict } from '../review/verdict.ts';
import { type Consequence, consequenceOf } from './consequence.ts';
import type { PreparedStep } from './prepared-step.ts';
import type { RunContext } from './run-context.ts';
import { applied, endOfStep, failed, inDoubt, type StepResult } from './step-outcome.ts';

/** An action is given up after this long, its repetitions included. */
const GIVEN_UP_MS = 24_000;
/** Pauses before repetitions. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000] as const;
/** Characters of an answer that are kept. */
const EXCERPT = 2_000;

/**
 * Calls the target of a step, again where that is safe. Its outcome is kept back until the next step begins. `changed`
 * when what it was judged by is no longer so, and nothing was called.
 */
export async function callTarget(
  context: RunContext,
  step: AcquiredStep,
  prepared: PreparedStep,
  basis: Basis | undefined,
): Promise<StepResult | 'changed'> {
  const { fn, verdict, name } = prepared;
  const { journal } = context;
  const deadline = performance.now() + GIVEN_UP_MS;
  const earlier = verdict.action.mayHaveTakenEffect;
  let mayHaveArrived = step.state === 'Running';
  let wasPutOff = false;
  for (let attempt = 0; ; attempt++) {
    if (context.draining.aborted) return 'released';
    const permission = await journal.begin(step, name, attempt === 0 ? basis : undefined);
    if (typeof permission !== 'string') {
      const { stopped } = permission;
      const outcome = inDoubt(`An earlier call may have arrived; ${stopped}.`);
      if (mayHaveArrived) await journal.end(endOfStep(step, name, outcome));
      return permission;
    }
    if (permission !== 'begun') return permission;
    const timeoutMs = Math.max(1_000, Math.min(fn.info.timeoutSeconds * 1_000, deadline - performance.now()));
    const started = performance.now();
    const result = await context.caller
      .call(
        {
          fn,
          values: verdict.values,
          idempotencyKey: step.actionId,
          traceParent: verdict.action.traceParent,
          timeoutMs,
        },
        context.lost,
      )
      .catch((error: unknown): CallResult => {
        context.log.error({ error }, 'a call failed unexpectedly');
        return { kind: 'unknown', reason: 'the service failed during the call' };
      });
    const consequence = consequenceOf(result, {
      honoursIdempotencyKey: fn.info.honoursIdempotencyKey,
      mayHaveTakenEffect: mayHaveArrived || earlier || wasPutOff,
    });
    const facts = { durationMs: Math.round(performance.now() - started), ...answerOf(result) };
    if (consequence.kind === 'applied')
      return keep(context, step, name, { ...applied(consequence.sentence), ...facts });
    if (consequence.kind === 'inDoubt')
      return confirmByReading(context, step, prepared, { ...inDoubt(consequence.sentence), ...facts });
    if (consequence.kind === 'failed') {
      const outcome = { ...failed(consequence.sentence), ...facts };
      if (!consequence.mayHaveTakenEffect) return keep(context, step, name, outcome);
      return confirmByReading(context, step, prepared, { ...outcome, mayHaveTakenEffect: true });
    }
    mayHaveArrived ||= consequence.mayHaveArrived;
    // Balancers also say 503 when a target breaks off.
    wasPutOff ||= result.kind === 'answered' && result.status === 503;
    const pause = pauseAfter(consequence, attempt);
    if (pause === undefined || performance.now() + pause > deadline) {
      const sentence = `${consequence.sentence} Given up.`;
      return mayHaveArrived || earlier
        ? confirmByReading(context, step, prepared, { ...inDoubt(sentence), ...facts })
        : keep(context, step, name, { ...failed(sentence), ...facts });
    }
    // Whoever goes on after a crash has to know whether the last call may have arrived.
    const waiting = endOfStep(step, name, {
      state: mayHaveArrived ? 'Running' : 'Queued',
      outcome: `${consequence.sentence} Tried again in ${(pause / 1_000).toFixed(1)} s.`,
      ...facts,
    });
    if ((await journal.end(waiting)) === 'lost') return 'lost';
    await delay(pause, undefined, { signal: AbortSignal.any([context.lost, context.draining]) }).catch(
      () => {},
    );
  }
}

function pauseAfter(
  consequence: Extract<Consequence, { kind: 'retry' }>,
  attempt: number,
): number | undefined {
  const pause = PAUSES_MS[attempt];
  if (pause === undefined) return undefined;
  return Math.max(pause, (consequence.after ?? 0) * 1_000);
}

/** What is kept of an answer. */
function answerOf(result: CallResult): Pick<StepOutcome, 'status' | 'answer'> {
  if (result.kind !== 'answered') return {};
  const { status, excerpt, unreadable } = result;
  return unreadable === undefined ? { status, answer: visibleText(excerpt.slice(0, EXCERPT)) } : { status };
}

/** An outcome after which the run comes to the next step. */
type FinalOutcome = StepOutcome & { readonly state: 'Applied' | 'Failed' | 'InDoubt' };

function keep(context: RunContext, step: AcquiredStep, name: string, outcome: FinalOutcome): StepResult {
  context.journal.keep(step, endOfStep(step, name, outcome));
  return outcome.state;
}

/**
 * Finds out what became of a call that may have taken effect: when the target says that everything is as the arguments
 * want it, it did. Anything else proves nothing, and a person has to find out.
 */
export async function confirmByReading(
  context: RunContext,
  step: AcquiredStep,
  { record, verdict, name }: PreparedStep,
  otherwise: FinalOutcome,
): Promise<StepResult> {
  const services = { db: context.db, caller: context.caller };
  const present = await currentValues(services, record, verdict, context.lost).catch((error: unknown) => {
    context.log.error({ error }, 'current values could not be read');
    return undefined;
  });
  const shows = present?.kind === 'known' && agrees(present.value, verdict.values);
  if (!shows || !hadOtherValues(step, verdict, present.text)) return keep(context, step, name, otherwise);
  return keep(context, step, name, {
    ...otherwise,
    ...applied(`${otherwise.outcome} The target shows that it took effect.`),
  });
}

/** Whether a reviewer saw other values than there are now; the title is that of the call. */
function hadOtherValues({ valuesHash }: AcquiredStep, verdict: Verdict, values: string): boolean {
  if (valuesHash === null || !sawValues(valuesHash)) return false;
  const { title } = verdict.action;
  return ![{ values }, { title, values }].some((seen) => seenText(seen) === valuesHash);
}

/** Whether current values hold every argument that they know of, and at least one. */
function agrees(present: unknown, values: Readonly<Record<string, unknown>>): boolean {
  if (typeof present !== 'object' || present === null) return false;
  const shared = Object.entries(values).filter(([name]) => Object.hasOwn(present, name));
  return (
    shared.length > 0 &&
    shared.every(([name, value]) => JSON.stringify(Reflect.get(present, name)) === JSON.stringify(value))
  );
}
