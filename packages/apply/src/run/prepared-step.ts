import type { AcquiredStep, Db, SessionRecord, StepOutcome, StoredFunction } from '@ai-sessions/db';
import type { FunctionCaller } from '../function/call.ts';
import { currentValues } from '../function/current-values.ts';
import { findObjectProblems, knowsNothing } from '../object/object-problems.ts';
import type { ObjectResolver } from '../object/object-resolver.ts';
import { lackOfAcceptance } from '../review/demands.ts';
import { namesIn, titleWithName } from '../review/describe.ts';
import { sawValues, seenText } from '../review/review-tag.ts';
import type { Verdict } from '../review/verdict.ts';
import type { SessionView } from './session-view.ts';
import { bareNameOf, failed, inDoubt, nameOf, returned } from './step-outcome.ts';

/** A step with all that was found out about it. */
export interface PreparedStep {
  readonly record: SessionRecord;
  readonly verdict: Verdict;
  readonly fn: StoredFunction;
  /** How the log speaks of it. */
  readonly name: string;
}

/** A step that ends before anything was done for it. */
export interface UnfitStep {
  readonly outcome: StepOutcome & { readonly state: 'Failed' | 'InDoubt' | 'Returned' };
  /** How the log speaks of it. */
  readonly name: string;
}

/** Judges a step by its session as it was read; `undefined` when the session is gone. */
export function prepareStep(view: SessionView, step: AcquiredStep): PreparedStep | UnfitStep | undefined {
  const { record } = view;
  if (!record) return undefined;
  const name = bareNameOf(step);
  const verdict = view.verdictOn(step.actionId);
  if (!verdict) return { name, outcome: failed('The action is gone.') };
  const { fn } = verdict;
  const wasBegun = step.state === 'Running';
  // A call that may have been made was started rightly, and must be repeated as it was.
  const lack = wasBegun ? undefined : lackOfAcceptance(verdict);
  if (lack !== undefined) return { name, outcome: returned(lack) };
  if (fn && (wasBegun || verdict.problems.length === 0)) {
    return { record, verdict, fn, name: nameOf(verdict, fn, namesIn(record)) };
  }
  return {
    name,
    outcome: wasBegun
      ? inDoubt('Its function is gone while the call was under way.')
      : returned(verdict.problems.join(' ')),
  };
}

const RENAMED = 'The account that it names has another name now.';

/** What is no longer as the reviewer had read it, or is not to be touched, in a sentence. */
export async function findChange(
  services: { readonly db: Db; readonly caller: FunctionCaller; readonly objects: ObjectResolver },
  step: AcquiredStep,
  { record, verdict, fn }: PreparedStep,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (fn.info.version !== step.functionVersion) return 'Its function was changed since.';
  const checked = { session: record.session, call: { fn, values: verdict.values }, mayKnow: knowsNothing };
  const [stranger] = await findObjectProblems(services.objects, checked, signal);
  if (stranger) return stranger.message;
  if (step.valuesHash === null) return undefined;
  const title = titleWithName(verdict, namesIn(record));
  if (!sawValues(step.valuesHash)) {
    return seenText({ title }) === step.valuesHash ? undefined : RENAMED;
  }
  const present = await currentValues(services, record, verdict, signal);
  if (present?.kind !== 'known') return 'What it changes cannot be read any more.';
  if (seenText({ title, values: present.text }) === step.valuesHash) return undefined;
  // Its title was kept when the run was started, so that a new name can be told from a new value.
  return title !== undefined && title !== verdict.action.title
    ? RENAMED
    : 'What it changes has another value now.';
}
