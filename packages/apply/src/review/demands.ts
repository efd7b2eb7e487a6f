import {
  type ActionState,
  type AIFunctionInfo,
  isCarriedOut,
  isOpen,
  isRunnable,
} from '@ai-sessions/contract';
import type { FunctionValues, SessionRecord, StoredAction, StoredFunction } from '@ai-sessions/db';
import { digestOf } from './digest.ts';
import { runnable, type Verdict } from './verdict.ts';

/** Somebody who judges, as far as it matters for what a function demands. */
export interface Reviewer {
  readonly userId: string;
  readonly emailAddress: string;
  /** Whether they have signed in without any API key. */
  readonly asPerson: boolean;
}

/** Why somebody may not judge or accept an action; each is a code of the contract. */
export type ReviewerRefusal = 'PersonRequired' | 'JudgeRequired' | 'SecondPersonRequired';

type Judged = Pick<Verdict, 'action' | 'fn'>;

/** What a function demands of whoever accepts its actions; nothing more than any function when it is `Ordinary`. */
interface Demands {
  readonly risk: string;
  readonly judgeIds: readonly string[];
  readonly needsSecondPerson: boolean;
}

/** Whether actions of a function are carried out only once a person has accepted them. */
export function asksForAcceptance({ risk, judgeIds, needsSecondPerson }: Demands): boolean {
  return risk !== 'Ordinary' || judgeIds.length > 0 || needsSecondPerson;
}

/** Why somebody may not judge an action in whichever way; `undefined` when they may. */
export function whyNotJudge({ fn }: Judged, { userId }: Reviewer): ReviewerRefusal | undefined {
  return fn && !isJudge(fn.info, userId) ? 'JudgeRequired' : undefined;
}

/** Why somebody may not accept an action; `undefined` when they may. */
export function whyNotAccept(judged: Judged, reviewer: Reviewer): ReviewerRefusal | undefined {
  const { action, fn } = judged;
  if (!fn || !asksForAcceptance(fn.info)) return undefined;
  if (!reviewer.asPerson) return 'PersonRequired';
  if (fn.info.needsSecondPerson && hasProposed(action, reviewer)) return 'SecondPersonRequired';
  return whyNotJudge(judged, reviewer);
}

/**
 * Why an action may not be carried out before a person accepts it as it is now, in a sentence; `undefined` when one has,
 * or when its function asks for nothing of the kind. It goes by what the function demands now, whatever it did when the
 * action was accepted.
 */
export function lackOfAcceptance({ action, fn }: Judged): string | undefined {
  if (!fn || !asksForAcceptance(fn.info)) return undefined;
  const { acceptedByUserId: userId, judgedBy = '' } = action;
  if (!action.accepted) return NOT_ACCEPTED;
  if (action.acceptedAs !== 'Person' || userId === undefined) return NOT_BY_PERSON;
  if (!isJudge(fn.info, userId)) return NOT_BY_JUDGE;
  if (!isAsAccepted(action, fn)) return FUNCTION_CHANGED;
  const isOwn = fn.info.needsSecondPerson && hasProposed(action, { userId, emailAddress: judgedBy });
  return isOwn ? NOT_BY_SECOND : undefined;
}

const NOT_ACCEPTED = 'A person has to accept it, without an API key.';
const NOT_BY_PERSON =
  'It is not known that a person accepted it, which its function demands: a person has to accept it anew, without an API key.';
const NOT_BY_JUDGE =
  'It was accepted by somebody whom its function does not name: one of its judges has to accept it anew.';
const FUNCTION_CHANGED =
  'What its function does was changed since it was accepted: a person has to accept it anew.';
const NOT_BY_SECOND =
  'It was accepted by somebody who queued or corrected it: another person has to accept it anew.';
const APPLIED_BY_ANOTHER = 'Whoever accepts it may not apply it: that is for another person to do.';
const APPLIED_IN_BROWSER =
  'It is applied in the browser, by somebody who has signed in within the last 15 minutes and types the name of the customer.';

/** What begins the digest of all that a function does: from before, there are digests of less. */
const EDITION = '2.';

/**
 * Names what a function does, and for which accounts. How much harm it can do is no part of it.
 *
 * @param fn Absent when the catalogue has none of the name: whichever is added later does something else.
 */
export function functionDigest(fn: StoredFunction | undefined): string {
  if (!fn) return `${EDITION}none`;
  const { target, accountIds } = fn.info;
  return EDITION + digestOf([target, [...new Set(accountIds)].sort(), deedsOf(fn.info, fn.headers)]);
}

/** Whether a function that is made of other values goes on doing what it does now, for whichever accounts. */
export function doesTheSame({ info, headers }: StoredFunction, values: FunctionValues): boolean {
  return digestOf(deedsOf(info, headers)) === digestOf(deedsOf(values, values.headers));
}

/**
 * What a function does: what its reviewer reads, all that is sent and asked, and what arguments are held against. Secret
 * headers stand in it as they are sealed: set anew, they differ. How long a call may take changes none of it.
 */
function deedsOf(
  info: AIFunctionInfo | FunctionValues,
  headers: StoredFunction['headers'],
): readonly unknown[] {
  return [
    // Built-in functions have none of these; values that are given say so in other ways.
    info.method ?? 'POST',
    info.url || null,
    info.readUrl || null,
    info.title,
    Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1)),
    info.parameters,
    info.accountArguments,
    info.objectArguments.map(({ argument, kind, url, accountPointer }) => [
      argument,
      kind,
      url ?? null,
      accountPointer ?? null,
    ]),
    info.honoursIdempotencyKey,
  ];
}

/**
 * Whether a function does what it did when an action was accepted. Where not all of that was kept then, it does as long as
 * nothing at all was changed of it since.
 */
function isAsAccepted({ acceptedFunction, dateJudged = '' }: StoredAction, fn: StoredFunction): boolean {
  if (acceptedFunction?.startsWith(EDITION)) return acceptedFunction === functionDigest(fn);
  return Date.parse(fn.info.dateLastModified ?? '') < Date.parse(dateJudged);
}

/** All that has to be done before an action is carried out because its function can do harm, a sentence each. */
export function demandsOf({ action, fn }: Judged): readonly string[] {
  if (!fn || !waits(action.state)) return [];
  const lack = lackOfAcceptance({ action, fn });
  return [
    ...(lack === undefined ? [] : [lack]),
    ...(fn.info.needsSecondPerson ? [APPLIED_BY_ANOTHER] : []),
    ...(fn.info.risk === 'Irreversible' ? [APPLIED_IN_BROWSER] : []),
  ];
}

/** Whether an action in this state may still be carried out. */
function waits(state: ActionState): boolean {
  return isRunnable(state) || (isOpen(state) && !isCarriedOut(state) && state !== 'Refused');
}

/**
 * The actions that keep a session from being applied in which nothing was accepted: applying would carry them out, and a
 * person has to accept them first.
 */
export function awaitingAcceptance(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (verdicts.some(({ action }) => action.accepted)) return [];
  return runnable(verdicts).filter((verdict) => lackOfAcceptance(verdict) !== undefined);
}

/** What applying really carries out now, in order, once whoever applies meets what is asked of them. */
export function carriedOutNow(verdicts: readonly Verdict[]): readonly Verdict[] {
  if (awaitingAcceptance(verdicts).length > 0) return [];
  return runnable(verdicts).filter((verdict) => lackOfAcceptance(verdict) === undefined);
}

/** What whoever applies something irreversible has to type: the name of the customer. */
export function confirmationFor({ session }: Pick<SessionRecord, 'session'>): string {
  return session.accountName ?? 'platform';
}

function isJudge({ judgeIds }: Pick<AIFunctionInfo, 'judgeIds'>, userId: string): boolean {
  return judgeIds.length === 0 || judgeIds.includes(userId);
}

/** Whether somebody has queued or corrected an action, themselves or with an API key of theirs. */
function hasProposed(
  { createdBy, createdByUserId, correctedByUserIds, earlierVersions = [] }: StoredAction,
  { userId, emailAddress }: Pick<Reviewer, 'userId' | 'emailAddress'>,
): boolean {
  const hasQueued = createdByUserId === undefined ? createdBy === emailAddress : createdByUserId === userId;
  // Of corrections from before ids were kept, only the address is known.
  return (
    hasQueued ||
    correctedByUserIds.includes(userId) ||
    earlierVersions.some(({ replacedBy }) => replacedBy === emailAddress)
  );
}
