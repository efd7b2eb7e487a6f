import { setTimeout as delay } from 'node:timers/promises';
import {
  type AcquiredStep,
  beginCall,
  classifyDatabaseError,
  endCall,
  findSession,
  type SessionRecord,
  type StepOutcome,
  type StoredFunction,
} from '@ai-sessions/db';
import type { CallResult } from '@ai-sessions/outbound';
import { builtIn } from '../function/built-in.ts';
import { currentValues } from '../function/current-values.ts';
import { fillTitle } from '../function/title.ts';
import { visibleLine, visibleText } from '../function/visible-text.ts';
import { namesIn, titleWithName } from '../review/describe.ts';
import { sawValues, seenText } from '../review/review-tag.ts';
import { type Verdict, verdictsOn } from '../review/verdict.ts';
import { type Consequence, consequenceOf } from './consequence.ts';
import { type RunContext, withRetries } from './run-context.ts';

/** What became of a step; `released` when another process is to go on, `lost` when one already does. */
export type StepResult =
  | 'Applied'
  | 'Failed'
  | 'InDoubt'
  | 'Returned'
  | 'released'
  | 'lost'
  | { readonly stopped: string };

/** An action is given up after this long, its repetitions included. */
const GIVEN_UP_MS = 24_000;
/** Pauses before repetitions. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000] as const;
/** Characters of an answer that are kept. */
const EXCERPT = 2_000;

const CUT_OFF = 'The service was cut off during the call.';
const BROKE_OFF = 'Something went wrong on our side. It was logged under the id of the action.';

/** A step with all that was found out about it. */
interface Prepared {
  readonly record: SessionRecord;
  readonly verdict: Verdict;
  readonly fn: StoredFunction;
  /** How the log speaks of it. */
  readonly name: string;
}

/**
 * Carries one step out, or finds out what became of it when an earlier process was cut off in the middle. A failure
 * that nobody foresaw ends the step: the run would be taken up for ever, and fail there for ever.
 */
export async function runStep(context: RunContext, step: AcquiredStep): Promise<StepResult> {
  const progress: Progress = { mayHaveArrived: step.state === 'Running' };
  try {
    return await attempt(context, step, progress);
  } catch (error) {
    // An outage passes, and whoever takes the run then goes on.
    if (classifyDatabaseError(error) !== 'other') throw error;
    context.log.error({ error, runId: context.run.id, actionId: step.actionId }, 'an action broke off');
    const result = progress.mayHaveArrived ? inDoubt : failed;
    return end(context, step, `Action ${step.functionName} ${step.actionId}`, result(BROKE_OFF));
  }
}

/** What has to be known of a step that breaks off. */
interface Progress {
  mayHaveArrived: boolean;
}

async function attempt(context: RunContext, step: AcquiredStep, progress: Progress): Promise<StepResult> {
  const prepared = await prepare(context, step);
  if (!('fn' in prepared)) return prepared.result;
  const { info } = prepared.fn;
  if (step.state === 'Running' && info.target === 'Http') {
    // What its function says now is not what the target was asked for, and nobody has read it.
    if (info.version !== step.functionVersion) {
      return end(context, step, prepared.name, inDoubt(`${CUT_OFF} Its function was changed since.`));
    }
    if (!info.honoursIdempotencyKey) return confirmByReading(context, step, prepared, inDoubt(CUT_OFF));
  }
  // A call that may have been made must be repeated as it was, whatever values have changed since.
  if (step.state !== 'Running') {
    const changed = await findChange(context, step, prepared);
    if (changed) return end(context, step, prepared.name, returned(changed));
  }
  // A change of our own data that broke off was taken back.
  progress.mayHaveArrived = info.target === 'Http';
  return info.target === 'BuiltIn' ? changeOwnData(context, step, prepared) : call(context, step, prepared);
}

async function prepare(
  context: RunContext,
  step: AcquiredStep,
): Promise<Prepared | { readonly result: StepResult }> {
  const record = await findSession(context.db, 'all', context.run.sessionId);
  if (!record) {
    if (step.state === 'Running') await end(context, step, logName(step), inDoubt(CUT_OFF));
    return { result: { stopped: 'the session was discarded' } };
  }
  const verdict = verdictsOn(record).find(({ action }) => action.id === step.actionId);
  const name = logName(step);
  if (!verdict) return { result: await end(context, step, name, failed('The action is gone.')) };
  const { fn } = verdict;
  if (fn && (step.state === 'Running' || verdict.problems.length === 0)) {
    return { record, verdict, fn, name: nameOf(verdict, fn, record) };
  }
  if (step.state === 'Running') {
    return {
      result: await end(context, step, name, inDoubt('Its function is gone while the call was under way.')),
    };
  }
  return { result: await end(context, step, name, returned(verdict.problems.join(' '))) };
}

/** Characters of a title that stand in the log. */
const TITLE_IN_LOG = 300;

function nameOf({ action, values }: Verdict, fn: StoredFunction, record: SessionRecord): string {
  const title = fillTitle(fn.info.title, values, namesIn(record));
  return `Action ${action.id} (${title.length > TITLE_IN_LOG ? `${title.slice(0, TITLE_IN_LOG)}…` : title})`;
}

function logName({ functionName, actionId }: AcquiredStep): string {
  return `Action ${functionName} ${actionId}`;
}

const RENAMED = 'The account that it names has another name now.';

/** What is no longer as the reviewer had read it, in a sentence. */
async function findChange(
  context: RunContext,
  step: AcquiredStep,
  { record, verdict, fn }: Prepared,
): Promise<string | undefined> {
  if (fn.info.version !== step.functionVersion) return 'Its function was changed since.';
  if (step.valuesHash === null) return undefined;
  const title = titleWithName(verdict, namesIn(record));
  if (!sawValues(step.valuesHash)) {
    return seenText({ title }) === step.valuesHash ? undefined : RENAMED;
  }
  const services = { db: context.db, caller: context.caller };
  const present = await currentValues(services, record, verdict, context.lost);
  if (present?.kind !== 'known') return 'What it changes cannot be read any more.';
  if (seenText({ title, values: present.text }) === step.valuesHash) return undefined;
  // Its title was kept when the run was started, so that a new name can be told from a new value.
  return title !== undefined && title !== verdict.action.title
    ? RENAMED
    : 'What it changes has another value now.';
}

/** A built-in function changes our own data: the change and its outcome are one transaction. */
async function changeOwnData(
  context: RunContext,
  step: AcquiredStep,
  { record, verdict, fn, name }: Prepared,
): Promise<StepResult> {
  const permission = await begin(context, step, name, false);
  if (permission !== 'granted') {
    // It was begun by a process that was cut off: what it did was undone with its transaction.
    if (permission !== 'lost' && step.state === 'Running') {
      await end(context, step, name, {
        state: 'Queued',
        outcome: `Nothing was changed; ${permission.stopped}.`,
      });
    }
    return permission;
  }
  const own = builtIn(fn.info.name);
  if (!own) return end(context, step, name, failed('There is no such function in this version.'));
  const started = performance.now();
  try {
    const state = await context.db.transaction(async (db) => {
      const problem = await own.call({ db, record, values: verdict.values, by: context.run.actor });
      const durationMs = Math.round(performance.now() - started);
      const outcome = {
        ...(problem ? failed(problem) : applied(`Changed in ${durationMs} ms.`)),
        durationMs,
      };
      const ours = await endCall(db, keyOf(context, step), shown(outcome), lineOf(outcome, name));
      // Without the run being ours, the change must not stay either.
      if (!ours) throw new RunLost();
      return outcome.state;
    });
    return state;
  } catch (error) {
    if (error instanceof RunLost) return 'lost';
    throw error;
  }
}

class RunLost extends Error {
  override readonly name = 'RunLost';
}

async function call(context: RunContext, step: AcquiredStep, prepared: Prepared): Promise<StepResult> {
  const { fn, verdict, name } = prepared;
  const deadline = performance.now() + GIVEN_UP_MS;
  const earlier = verdict.action.mayHaveTakenEffect;
  let mayHaveArrived = step.state === 'Running';
  let wasPutOff = false;
  for (let attempt = 0; ; attempt++) {
    if (context.draining.aborted) return 'released';
    const permission = await begin(context, step, name, mayHaveArrived);
    if (permission !== 'granted') return permission;
    const timeoutMs = Math.max(1_000, Math.min(fn.info.timeoutSeconds * 1_000, deadline - performance.now()));
    const started = performance.now();
    const outcome = await context.caller
      .call({ fn, values: verdict.values, idempotencyKey: step.actionId, timeoutMs }, context.lost)
      .catch((error: unknown): CallResult => {
        context.log.error({ error }, 'a call failed unexpectedly');
        return { kind: 'unknown', reason: 'the service failed during the call' };
      });
    const consequence = consequenceOf(outcome, {
      honoursIdempotencyKey: fn.info.honoursIdempotencyKey,
      mayHaveTakenEffect: mayHaveArrived || earlier || wasPutOff,
    });
    const facts = { durationMs: Math.round(performance.now() - started), ...answerOf(outcome) };
    if (consequence.kind === 'applied')
      return end(context, step, name, { ...applied(consequence.sentence), ...facts });
    if (consequence.kind === 'inDoubt')
      return confirmByReading(context, step, prepared, { ...inDoubt(consequence.sentence), ...facts });
    if (consequence.kind === 'failed') {
      const outcome = { ...failed(consequence.sentence), ...facts };
      if (!consequence.mayHaveTakenEffect) return end(context, step, name, outcome);
      return confirmByReading(context, step, prepared, { ...outcome, mayHaveTakenEffect: true });
    }
    mayHaveArrived ||= consequence.mayHaveArrived;
    // Balancers also say 503 when a target breaks off.
    wasPutOff ||= outcome.kind === 'answered' && outcome.status === 503;
    const pause = pauseAfter(consequence, attempt);
    if (pause === undefined || performance.now() + pause > deadline) {
      const sentence = `${consequence.sentence} Given up.`;
      return mayHaveArrived || earlier
        ? confirmByReading(context, step, prepared, { ...inDoubt(sentence), ...facts })
        : end(context, step, name, { ...failed(sentence), ...facts });
    }
    // Whoever goes on after a crash has to know whether the last call may have arrived.
    const waiting = await end(context, step, name, {
      state: mayHaveArrived ? 'Running' : 'Queued',
      outcome: `${consequence.sentence} Tried again in ${(pause / 1_000).toFixed(1)} s.`,
      ...facts,
    });
    if (waiting === 'lost') return 'lost';
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
function answerOf(outcome: CallResult): Pick<StepOutcome, 'status' | 'answer'> {
  if (outcome.kind !== 'answered') return {};
  const { status, excerpt, unreadable } = outcome;
  return unreadable === undefined ? { status, answer: visibleText(excerpt.slice(0, EXCERPT)) } : { status };
}

/**
 * Finds out what became of a call that may have taken effect: when the target says that everything is as the arguments
 * want it, it did. Anything else proves nothing, and a person has to find out.
 */
async function confirmByReading(
  context: RunContext,
  step: AcquiredStep,
  { record, verdict, name }: Prepared,
  otherwise: StepOutcome & { readonly state: 'InDoubt' | 'Failed' },
): Promise<StepResult> {
  const services = { db: context.db, caller: context.caller };
  const present = await currentValues(services, record, verdict, context.lost).catch((error: unknown) => {
    context.log.error({ error }, 'current values could not be read');
    return undefined;
  });
  const shows = present?.kind === 'known' && agrees(present.value, verdict.values);
  if (!shows || !hadOtherValues(step, verdict, present.text)) return end(context, step, name, otherwise);
  return end(context, step, name, {
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

function keyOf({ run, holder }: RunContext, { actionId }: AcquiredStep) {
  return { runId: run.id, holder, actionId };
}

/** Commits the intent to call. A run that must not go on leaves no call behind of which nobody knows what became. */
async function begin(
  context: RunContext,
  step: AcquiredStep,
  name: string,
  mayHaveArrived: boolean,
): Promise<'granted' | 'lost' | { readonly stopped: string }> {
  const permission = await beginCall(context.db, keyOf(context, step), visibleLine(`${name}: begun.`));
  if (permission.granted) return 'granted';
  if (permission.reason === 'lost') return 'lost';
  if (mayHaveArrived)
    await end(context, step, name, inDoubt(`An earlier call may have arrived; ${permission.reason}.`));
  return { stopped: permission.reason };
}

const applied = (outcome: string) => ({ state: 'Applied', outcome }) as const;
const failed = (outcome: string) => ({ state: 'Failed', outcome }) as const;
const inDoubt = (outcome: string) => ({ state: 'InDoubt', outcome }) as const;
const returned = (outcome: string) => ({ state: 'Returned', outcome }) as const;

const WORDS: Readonly<Record<StepOutcome['state'], string>> = {
  Queued: 'waits',
  Accepted: 'waits',
  Refused: 'refused',
  Returned: 'returned to review',
  Running: 'waits',
  Applied: 'applied',
  Failed: 'failed',
  InDoubt: 'in doubt',
};

/** An outcome in which nothing hides. */
function shown(outcome: StepOutcome): StepOutcome {
  return { ...outcome, outcome: visibleText(outcome.outcome) };
}

/** The line of the log that tells of an outcome. */
function lineOf({ state, outcome }: StepOutcome, name: string): string {
  return visibleLine(`${name}: ${WORDS[state]}. ${outcome}`);
}

async function end<State extends StepOutcome['state']>(
  context: RunContext,
  step: AcquiredStep,
  name: string,
  given: StepOutcome & { readonly state: State },
): Promise<State | 'lost'> {
  const line = lineOf(given, name);
  const ours = await withRetries(context, () =>
    endCall(context.db, keyOf(context, step), shown(given), line),
  );
  return ours ? given.state : 'lost';
}
