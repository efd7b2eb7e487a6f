import {
  type ActionState,
  MAXIMUM_ACTION_BYTES,
  MAXIMUM_ACTIONS,
  type ProgramOperation,
} from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Actor } from '../access/actor.ts';
import { ALONE, batched } from '../batch/batched.ts';
import type { Db } from '../db.ts';
import { DONE, type Refusal, type Result } from '../result.ts';
import { updateActionCorrected } from '../sql/action/correct-action.ts';
import { deleteAction } from '../sql/action/drop-action.ts';
import { deleteActions } from '../sql/action/drop-actions.ts';
import { expireActions } from '../sql/action/expire-actions.ts';
import type { ActionChange } from '../sql/action/held-session.ts';
import { holdSessionOfActions } from '../sql/action/hold-session-of-actions.ts';
import { updateActionJudged } from '../sql/action/judge-action.ts';
import { insertActions } from '../sql/action/queue-actions.ts';
import { insertActionsOfSessions, type QueuedInScope } from '../sql/action/queue-actions-of-sessions.ts';
import { updateActionSettled } from '../sql/action/settle-action.ts';
import { FOREIGN_KEY_VIOLATION, sqlStateOf } from '../sql-state.ts';
import type { Versions } from '../statement/conditions.ts';
import { holdOpenActions, isFarBelow, type OpenLimit } from './open-actions.ts';

/** What an agent proposes. */
export interface Proposal {
  readonly functionName: string;
  readonly arguments?: string;
  /** Of the arguments in canonical form, the same for all that mean the same. Without one it is like no other. */
  readonly argumentsHash?: string;
  readonly description?: string;
}

/** Where in a trace something was proposed (W3C Trace Context). */
export interface ProposalTrace {
  readonly parent: string;
  readonly state: string | undefined;
}

type Sized = Pick<Proposal, 'arguments' | 'description'>;

function bytesOf(actions: readonly Sized[]): number {
  return actions.reduce(
    (sum, action) =>
      sum + Buffer.byteLength(action.arguments ?? '{}') + Buffer.byteLength(action.description ?? ''),
    0,
  );
}

/** Whether a session with these actions has room for more. */
export function hasRoomFor(actions: readonly Sized[], more: readonly Sized[]): boolean {
  return (
    actions.length + more.length <= MAXIMUM_ACTIONS &&
    bytesOf(actions) + bytesOf(more) <= MAXIMUM_ACTION_BYTES
  );
}

type Queued = Result<undefined, Refusal<'notFoundOrFull'>>;

/** What came of queueing with a limit: `open` are the actions of the key that are open already. */
type QueuedWithin = Result<
  undefined,
  Refusal<'notFoundOrFull'> | (Refusal<'tooManyOpen'> & { readonly open: number; readonly maximum: number })
>;

const NOT_FOUND_OR_FULL: Queued = { ok: false, reason: 'notFoundOrFull' };

/** Queues actions in sessions, those that arrive together in one statement. */
const queueIn = batched<QueuedInScope, Queued>({
  atOnce: 1,
  subjectOf: ({ sessionId }) => sessionId,
  async alone(db, request) {
    if (request.once) return queueOnce(db, request);
    const { scope, ...queued } = request;
    try {
      return (await db.rows(insertActions(scope, queued))).length > 0 ? DONE : NOT_FOUND_OR_FULL;
    } catch (error) {
      if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return NOT_FOUND_OR_FULL;
      throw error;
    }
  },
  async together(db, queued) {
    const rows = await db.rows(insertActionsOfSessions(queued));
    const done = new Set(rows.map(({ sessionId }) => sessionId));
    return queued.map(({ sessionId }) => (done.has(sessionId) ? { result: DONE } : ALONE));
  },
});

/**
 * Queues what a session does not have yet. At once, if nobody else changes it at that moment; otherwise it is held first,
 * since what others have queued while a statement waited for them is not seen by it.
 */
async function queueOnce(db: Db, request: QueuedInScope): Promise<Queued> {
  const queue = async (of: Db): Promise<Queued> =>
    (await of.rows(insertActionsOfSessions([request]))).length > 0 ? DONE : NOT_FOUND_OR_FULL;
  const atOnce = await queue(db);
  if (atOnce.ok) return atOnce;
  return db.transaction(async (tx) => {
    const held = await tx.row(holdSessionOfActions(request.scope, request));
    return held ? queue(tx) : NOT_FOUND_OR_FULL;
  });
}

/**
 * Queues actions after those that are there, all or none, if the session has room for them.
 *
 * @param request.once Whether those are left out that the session has already, in whichever state.
 * @param request.limit What the API key may have open, when there is a limit.
 */
export async function queueActions(
  db: Db,
  scope: AccountScope,
  request: {
    readonly sessionId: string;
    readonly proposals: readonly Proposal[];
    readonly by: Actor;
    readonly versions?: Versions;
    readonly once?: boolean;
    readonly limit?: OpenLimit;
    readonly trace?: ProposalTrace;
  },
): Promise<QueuedWithin> {
  const { sessionId, proposals, by, versions, once = false, limit, trace } = request;
  const queued: QueuedInScope = {
    scope,
    sessionId,
    versions,
    functionNames: proposals.map(({ functionName }) => functionName),
    arguments: proposals.map((proposal) => proposal.arguments ?? '{}'),
    argumentsHashes: proposals.map(({ argumentsHash }) => argumentsHash ?? null),
    descriptions: proposals.map(({ description }) => description || null),
    traceParent: trace?.parent ?? null,
    traceState: trace?.state ?? null,
    once,
    maximumActions: MAXIMUM_ACTIONS - proposals.length,
    maximumBytes: MAXIMUM_ACTION_BYTES - bytesOf(proposals),
    by,
  };
  if (!limit || (await isFarBelow(db, limit, proposals.length))) return queueIn(db, queued);
  return db.transaction(async (tx): Promise<QueuedWithin> => {
    const open = await holdOpenActions(tx, limit);
    if (open + proposals.length > limit.maximum) {
      return { ok: false, reason: 'tooManyOpen', open, maximum: limit.maximum };
    }
    return queueIn(tx, queued);
  });
}

/**
 * What came of changing actions of a session: there are none such in the scope, or their states forbid it. Which of
 * these it is shows in the session.
 */
export type ActionResult = Result<undefined, Refusal<'notFoundOrClosed'>>;

function resultOf(isChanged: boolean): ActionResult {
  return isChanged ? DONE : { ok: false, reason: 'notFoundOrClosed' };
}

/**
 * Corrects an action that is still open; what it was stays beside it, and it waits to be judged again. An agent may only
 * correct what is its own and not yet decided on, and not into what another action of the session stands for.
 *
 * @param change.argumentsHash Of the arguments, when they are given.
 * @param change.trace Where it is proposed anew; without one, where it was proposed first stays.
 */
export async function correctAction(
  db: Db,
  scope: AccountScope,
  change: ActionChange & {
    readonly arguments?: string;
    readonly argumentsHash?: string;
    readonly description?: string;
    readonly trace?: ProposalTrace;
  },
): Promise<ActionResult> {
  const { arguments: given = null, argumentsHash = null, description = null, trace } = change;
  const correction = updateActionCorrected(scope, {
    ...change,
    arguments: given,
    argumentsHash,
    description,
    traceParent: trace?.parent ?? null,
    traceState: trace?.state ?? null,
  });
  if (!change.asAgent) return resultOf((await db.row(correction)) !== undefined);
  return db.transaction(async (tx) => {
    const held = await tx.row(holdSessionOfActions(scope, change));
    return resultOf(held !== undefined && (await tx.row(correction)) !== undefined);
  });
}

/**
 * Judges an action that is still open.
 *
 * @param change.asPerson Whether whoever judges has signed in without any API key, which is kept with an acceptance.
 * @param change.functionDigest Names what its function does, or that there is none, which is kept too.
 */
export async function judgeAction(
  db: Db,
  scope: AccountScope,
  change: ActionChange & {
    readonly judgement: ActionState;
    readonly reason?: string;
    readonly asPerson: boolean;
    readonly functionDigest?: string;
  },
): Promise<ActionResult> {
  const { reason, functionDigest = null } = change;
  const judged = updateActionJudged(scope, { ...change, reason: reason || null, functionDigest });
  return resultOf((await db.row(judged)) !== undefined);
}

/**
 * Says what became of an action in doubt, or of one that failed and may have taken effect all the same.
 *
 * @param change.asPerson Whether whoever settles has signed in without any API key.
 */
export async function settleAction(
  db: Db,
  scope: AccountScope,
  change: ActionChange & {
    readonly state: 'Applied' | 'Failed';
    readonly note: string;
    readonly asPerson: boolean;
  },
): Promise<ActionResult> {
  const outcome =
    change.state === 'Applied' ? 'Settled: it took effect.' : 'Settled: it did not take effect.';
  return resultOf((await db.row(updateActionSettled(scope, { ...change, outcome }))) !== undefined);
}

/** Sessions whose actions expire in one statement. */
const EXPIRED_AT_ONCE = 50;

/**
 * Refuses some of the actions that nobody has decided on, or revised since they were returned, for so many days.
 *
 * @returns How many it were; 0 when none is left.
 */
export async function expireProposals(db: Db, days: number): Promise<number> {
  const by: Actor = { userName: 'system', operation: 'ExpireProposals' satisfies ProgramOperation };
  return (await db.rows(expireActions(by, days, EXPIRED_AT_ONCE))).length;
}

/**
 * Drops an action of a session, unless it has to stay for now. An agent may only drop what is its own and not yet
 * decided on.
 */
export async function dropAction(db: Db, scope: AccountScope, change: ActionChange): Promise<ActionResult> {
  return resultOf((await db.row(deleteAction(scope, change))) !== undefined);
}

/** Drops all actions of a session, unless one of them has to stay for now. */
export async function dropActions(
  db: Db,
  scope: AccountScope,
  change: Omit<ActionChange, 'actionId'>,
): Promise<ActionResult> {
  const row = await db.row(deleteActions(scope, change));
  return resultOf(row?.dropped ?? false);
}
