import {
  type AISessionActionInfo,
  type AISessionInfo,
  type EntityTag,
  isCarriedOut,
} from '@ai-sessions/contract';
import type { SessionRecord, StoredAction } from '@ai-sessions/db';
import { fillTitle } from '../function/title.ts';
import { demandsOf } from './demands.ts';
import { reviewTag } from './review-tag.ts';
import { sessionTag } from './session-tag.ts';
import { mayBeDoneTwice, type Verdict, verdictsOn } from './verdict.ts';

/** A session as its readers get it. */
export interface DescribedSession {
  readonly info: AISessionInfo;
  /** Names all that is seen of it. */
  readonly tag: EntityTag;
  /** Names what its actions do. */
  readonly reviewTag: () => EntityTag;
  readonly verdicts: readonly Verdict[];
}

/** What was said of sessions with actions, for as long as they are kept as they were read. */
const described = new WeakMap<SessionRecord, DescribedSession>();

/**
 * Says of a session and of each of its actions where they stand and what can be done with them. It follows from the
 * record alone: for the same one it is the same object, which is frozen.
 */
export function describeSession(record: SessionRecord): DescribedSession {
  if (record.actions.length === 0) return describe(record);
  const known = described.get(record);
  if (known) return known;
  const made = describe(record);
  Object.freeze(made.info);
  Object.freeze(made.info.actions);
  described.set(record, made);
  return made;
}

function describe(record: SessionRecord): DescribedSession {
  const verdicts = verdictsOn(record);
  const names = namesIn(record);
  const info: AISessionInfo = {
    ...record.session,
    ...(verdicts.length > 0 ? { actions: verdicts.map((verdict) => actionInfo(verdict, names)) } : {}),
    ...(record.log === undefined ? {} : { log: record.log }),
  };
  const tag = sessionTag(record, info, verdicts);
  // Made when it is asked for: most readers do not.
  return { info, tag, verdicts, reviewTag: () => reviewTag(record, verdicts) };
}

/** What is shown instead of an id. */
export function namesIn({ session }: SessionRecord): ReadonlyMap<string, string> {
  return session.accountId && session.accountName
    ? new Map([[session.accountId, session.accountName]])
    : new Map();
}

/** What an action does in words: as things are now, until it was carried out; from then on as it was read then. */
export function titleOf(
  { action, fn, values }: Verdict,
  names: ReadonlyMap<string, string>,
): string | undefined {
  if (isCarriedOut(action.state) && action.title !== undefined) return action.title;
  return fn && fillTitle(fn.info.title, values, names);
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** The title of an action when a name stands in it that can change. */
export function titleWithName(verdict: Verdict, names: ReadonlyMap<string, string>): string | undefined {
  const title = titleOf(verdict, names);
  return title === titleOf(verdict, NO_NAMES) ? undefined : title;
}

/** Where in a trace an action was proposed: its id stands after the version. */
function traceOf({
  traceParent,
  traceState,
}: StoredAction): Pick<AISessionActionInfo, 'traceId' | 'traceParent' | 'traceState'> {
  if (traceParent === undefined) return {};
  const traceId = traceParent.split('-')[1];
  return { traceId, traceParent, ...(traceState === undefined ? {} : { traceState }) };
}

function actionInfo(verdict: Verdict, names: ReadonlyMap<string, string>): AISessionActionInfo {
  const { action, fn, problems, canBeApplied } = verdict;
  const { date, id, functionName, description, state, reason, judgedBy, dateJudged, outcome } = action;
  const title = titleOf(verdict, names);
  const demands = demandsOf(verdict);
  return {
    date,
    id,
    functionName,
    arguments: action.arguments,
    ...(description === undefined ? {} : { description }),
    canBeApplied,
    state,
    ...(title === undefined ? {} : { title }),
    ...(fn ? { risk: fn.info.risk } : {}),
    ...(problems.length > 0 ? { problems: [...problems] } : {}),
    ...(demands.length > 0 ? { demands: [...demands] } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(judgedBy === undefined ? {} : { judgedBy }),
    ...(dateJudged === undefined ? {} : { dateJudged }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(action.earlierVersions ? { earlierVersions: action.earlierVersions } : {}),
    ...(mayBeDoneTwice(verdict) ? { mayBeDoneTwice: true } : {}),
    ...traceOf(action),
  };
}
