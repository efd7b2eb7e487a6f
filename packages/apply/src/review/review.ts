import { type AISessionActionReview, type AISessionReview, writeEntityTag } from '@ai-sessions/contract';
import type { Db, SessionRecord, StoredAction } from '@ai-sessions/db';
import pLimit from 'p-limit';
import { argumentsHash } from '../function/arguments-hash.ts';
import type { FunctionCall, FunctionCaller } from '../function/call.ts';
import { canonicalJson } from '../function/canonical.ts';
import { type CurrentValues, currentValues, subjectOf } from '../function/current-values.ts';
import { titleArguments, valueText } from '../function/title.ts';
import { visibleText } from '../function/visible-text.ts';
import { namedObjects } from '../object/named-objects.ts';
import { type MayKnow, objectProblems } from '../object/object-problems.ts';
import { createObjectResolver } from '../object/object-resolver.ts';
import {
  carriedOutNow,
  confirmationFor,
  demandsOf,
  lackOfAcceptance,
  type Reviewer,
  whyNotAccept,
  whyNotJudge,
} from './demands.ts';
import { namesIn, titleOf, titleWithName } from './describe.ts';
import { digestOf } from './digest.ts';
import type { Problem } from './problem.ts';
import type { FoundOut, ReviewMemory } from './review-memory.ts';
import { reviewTag } from './review-tag.ts';
import { type Verdict, verdictsOn } from './verdict.ts';

/** Functions that are asked for their current values at once. */
const ASKED_AT_ONCE = 4;

type Call = Pick<FunctionCall, 'fn' | 'values'>;

/** An action as it is seen once others were asked about it. */
interface Reviewed {
  readonly verdict: Verdict;
  readonly present: CurrentValues | undefined;
}

interface ReviewOptions {
  readonly signal: AbortSignal;
  readonly reviewer: Reviewer;
  readonly mayKnow: MayKnow;
  /** What was found out at most so long ago for a review of this session is not asked for again. */
  readonly maxAgeMs: number;
}

/**
 * Opens a session for review: draws each action from its function and real arguments, names what was drawn, and tells
 * what the reviewer may decide.
 */
export async function reviewSession(
  services: { readonly db: Db; readonly caller: FunctionCaller; readonly memory: ReviewMemory },
  record: SessionRecord,
  { signal, reviewer, mayKnow, maxAgeMs }: ReviewOptions,
): Promise<AISessionReview> {
  const verdicts = verdictsOn(record);
  const names = namesIn(record);
  const limit = pLimit(ASKED_AT_ONCE);
  const objects = createObjectResolver(services);
  // A run changes values, and its log with them: what was read before it is out of date.
  const since = digestOf(record.log ?? null);
  const known = new Map<string, Promise<CurrentValues | undefined>>();
  /** A thousand actions may be about one account: it is read once. */
  const presentValues = ({ fn, values }: Call) => {
    const subject = subjectOf({ fn, values });
    const read = () => currentValues(services, record, { fn, values }, signal);
    if (subject === undefined) return read();
    const reading = known.get(subject) ?? read();
    known.set(subject, reading);
    return reading;
  };
  const findOut = async (call: Call): Promise<FoundOut> => {
    const owners = await objects.resolve(namedObjects(call).objects, signal);
    // What others have is not shown.
    const isForeign = objectProblems({ session: record.session, call, mayKnow }, owners).length > 0;
    const present = isForeign ? undefined : await presentValues(call);
    return { owners, present, isWhole: !signal.aborted };
  };
  const recall = (call: Call, { arguments: text }: StoredAction): Promise<FoundOut> => {
    const { id, version, target } = call.fn.info;
    // Our own data is at hand.
    if (target === 'BuiltIn') return findOut(call);
    const name = JSON.stringify([record.session.id, since, id, version, argumentsHash(text)]);
    return services.memory.recall(name, maxAgeMs, () => findOut(call));
  };
  const found = await Promise.all(
    verdicts.map((verdict) =>
      limit(async (): Promise<Reviewed> => {
        const { action, fn, values, canBeApplied } = verdict;
        if (!fn || !canBeApplied) return { verdict, present: undefined };
        const call = { fn, values };
        const { owners, present } = await recall(call, action);
        const problems = objectProblems({ session: record.session, call, mayKnow }, owners);
        if (problems.length > 0) return { verdict: hindered(verdict, problems), present: undefined };
        return { verdict, present };
      }),
    ),
  );
  const carriedOut = carriedOutNow(found.map(({ verdict }) => verdict));
  const runs = new Set(carriedOut);
  const isFinal = carriedOut.some(({ fn }) => fn?.info.risk === 'Irreversible');
  // Whose the objects are is asked again right before each call: it is no part of what the tag names.
  const seen = found.map(({ present: values }, index) => ({
    title: verdicts[index] && titleWithName(verdicts[index], names),
    values: values?.kind === 'known' ? values.text : undefined,
  }));
  const { session } = record;
  return {
    sessionId: session.id,
    accountId: session.accountId,
    accountName: session.accountName,
    purpose: session.purpose,
    state: session.state ?? 'Open',
    eTag: writeEntityTag(reviewTag(record, verdicts, seen)),
    confirmation: isFinal ? confirmationFor(record) : undefined,
    actions: found.map(({ verdict, present }) =>
      actionReview(verdict, {
        names,
        reviewer,
        runs: runs.has(verdict),
        present,
        request:
          verdict.fn &&
          services.caller.describe({
            fn: verdict.fn,
            values: verdict.values,
            traceParent: verdict.action.traceParent,
          }),
      }),
    ),
  };
}

/** The same action with more that keeps it from being applied. */
function hindered(verdict: Verdict, problems: readonly Problem[]): Verdict {
  const messages = problems.map(({ message }) => message);
  return { ...verdict, problems: [...verdict.problems, ...messages], canBeApplied: false };
}

interface Seen {
  readonly names: ReadonlyMap<string, string>;
  readonly reviewer: Reviewer;
  readonly runs: boolean;
  readonly present: CurrentValues | undefined;
  readonly request: string | undefined;
}

function actionReview(
  verdict: Verdict,
  { names, reviewer, runs, present, request }: Seen,
): AISessionActionReview {
  const { action, fn, values, problems, canBeApplied } = verdict;
  const shown = fn ? titleArguments(fn.info.title) : new Set<string>();
  const unreadable =
    present?.kind === 'unreadable' ? [`Its current values cannot be read: ${present.reason}.`] : [];
  return {
    actionId: action.id,
    functionName: action.functionName,
    state: action.state,
    title: titleOf(verdict, names),
    risk: fn?.info.risk,
    furtherArguments: Object.entries(values)
      .filter(([name]) => !shown.has(name))
      .map(([name, value]) => ({ name: visibleText(name), value: visibleText(valueText(value)) })),
    arguments: canonicalJson(values),
    currentValues: present?.kind === 'known' ? present.text : undefined,
    request,
    description: action.description === undefined ? undefined : visibleText(action.description),
    canBeApplied,
    runs,
    problems: [...problems, ...unreadable],
    demands: [...demandsOf(verdict)],
    needsAcceptance: canBeApplied && lackOfAcceptance(verdict) !== undefined,
    needsSecondPerson: fn?.info.needsSecondPerson ?? false,
    canJudge: whyNotJudge(verdict, reviewer) === undefined,
    canAccept: whyNotAccept(verdict, reviewer) === undefined,
  };
}
