import { type ActionState, MAXIMUM_ACTION_BYTES, MAXIMUM_ACTIONS } from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Actor } from '../access/actor.ts';
import { ALONE, batched } from '../batch/batched.ts';
import type { Db } from '../db.ts';
import { updateActionCorrected } from '../sql/action/correct-action.ts';
import { deleteAction } from '../sql/action/drop-action.ts';
import { deleteActions } from '../sql/action/drop-actions.ts';
import type { ActionChange } from '../sql/action/held-session.ts';
import { updateActionJudged } from '../sql/action/judge-action.ts';
import { insertActions } from '../sql/action/queue-actions.ts';
import { insertActionsOfSessions, type QueuedInScope } from '../sql/action/queue-actions-of-sessions.ts';
import { updateActionSettled } from '../sql/action/settle-action.ts';
import { FOREIGN_KEY_VIOLATION, sqlStateOf } from '../sql-state.ts';
import type { Versions } from '../statement/conditions.ts';

/** What an agent proposes. */
export interface Proposal {
  readonly functionName: string;
  readonly arguments?: string;
  readonly description?: string;
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

/** Queues actions in sessions, those that arrive together in one statement; whether they were queued. */
const queueIn = batched<QueuedInScope, boolean>({
  atOnce: 1,
  subjectOf: ({ sessionId }) => sessionId,
  async alone(db, { scope, ...queued }) {
    try {
      return (await db.rows(insertActions(scope, queued))).length > 0;
    } catch (error) {
      if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return false;
      throw error;
    }
  },
  async together(db, queued) {
    const rows = await db.rows(insertActionsOfSessions(queued));
    const done = new Set(rows.map(({ sessionId }) => sessionId));
    return queued.map(({ sessionId }) => (done.has(sessionId) ? { result: true } : ALONE));
  },
});

/**
 * Queues actions after those that are there, all or none; `false` when there is no such session in the scope, or it
 * has no room for them.
 */
export function queueActions(
  db: Db,
  scope: AccountScope,
  request: {
    readonly sessionId: string;
    readonly proposals: readonly Proposal[];
    readonly by: Actor;
    readonly versions?: Versions;
  },
): Promise<boolean> {
  const { sessionId, proposals, by, versions } = request;
  return queueIn(db, {
    scope,
    sessionId,
    versions,
    functionNames: proposals.map(({ functionName }) => functionName),
    arguments: proposals.map((proposal) => proposal.arguments ?? '{}'),
    descriptions: proposals.map(({ description }) => description || null),
    maximumActions: MAXIMUM_ACTIONS - proposals.length,
    maximumBytes: MAXIMUM_ACTION_BYTES - bytesOf(proposals),
    by,
  });
}

/**
 * Corrects an action that is still open; what it was stays beside it, and it waits to be judged again. `false` when
 * there is no such action in the scope, or it cannot be changed now.
 */
export async function correctAction(
  db: Db,
  scope: AccountScope,
  change: ActionChange & { readonly arguments?: string; readonly description?: string },
): Promise<boolean> {
  const { arguments: given = null, description = null } = change;
  const corrected = updateActionCorrected(scope, { ...change, arguments: given, description });
  return (await db.row(corrected)) !== undefined;
}

/** Judges an action that is still open; `false` as above. */
export async function judgeAction(
  db: Db,
  scope: AccountScope,
  change: ActionChange & { readonly judgement: ActionState; readonly reason?: string },
): Promise<boolean> {
  const judged = updateActionJudged(scope, { ...change, reason: change.reason || null });
  return (await db.row(judged)) !== undefined;
}

/**
 * Says what became of an action in doubt, or of one that failed and may have taken effect all the same; `false` when it
 * is neither, or there is no such action in the scope.
 */
export async function settleAction(
  db: Db,
  scope: AccountScope,
  change: ActionChange & { readonly state: 'Applied' | 'Failed'; readonly note: string },
): Promise<boolean> {
  const outcome =
    change.state === 'Applied' ? 'Settled: it took effect.' : 'Settled: it did not take effect.';
  return (await db.row(updateActionSettled(scope, { ...change, outcome }))) !== undefined;
}

/** Drops an action of a session; `false` when there is none in the scope, or it has to stay for now. */
export async function dropAction(db: Db, scope: AccountScope, change: ActionChange): Promise<boolean> {
  return (await db.row(deleteAction(scope, change))) !== undefined;
}

/** Drops all actions of a session; `false` when there is no such session in the scope, or one of them has to stay for now. */
export async function dropActions(
  db: Db,
  scope: AccountScope,
  change: Omit<ActionChange, 'actionId'>,
): Promise<boolean> {
  const row = await db.row(deleteActions(scope, change));
  return row?.dropped ?? false;
}
