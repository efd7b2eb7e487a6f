import { type ActionState, actionStatesThat, isDroppable, isOpen, isRevisable } from '@ai-sessions/contract';
import type { AccountScope } from '../../access/account-scope.ts';
import { type Actor, credentialOf } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { allOf, isInScope, isVersion, type Versions } from '../../statement/conditions.ts';

/** Names an action, who changes it, and in which versions of the session they may. */
export interface ActionChange {
  readonly sessionId: string;
  readonly actionId: string;
  readonly by: Actor;
  readonly versions?: Versions;
  /** Whether the change is that of an agent, who may change what is its own and not yet decided on. */
  readonly asAgent?: boolean;
}

/**
 * The session of a change, held until its end: everything that touches the actions of a session does so one after
 * the other, and in this order of locks.
 */
export function heldSession(
  scope: AccountScope,
  { sessionId, versions }: Pick<ActionChange, 'sessionId' | 'versions'>,
): Prisma.Sql {
  const isChanged = allOf([
    Prisma.sql`id = ${sessionId}`,
    ...isInScope(Prisma.sql`account_id`, scope),
    ...isVersion(Prisma.sql`version`, versions),
  ]);
  return Prisma.sql`held AS (
    SELECT id, state FROM ai_session WHERE NOT discarded AND ${isChanged} FOR NO KEY UPDATE)`;
}

/** That an action `a` is in one of the states, and no run of its session is under way. */
function isIn(states: readonly ActionState[]): Prisma.Sql {
  const list = states.map((state) => `'${state}'`).join(', ');
  return Prisma.raw(`a.state IN (${list}) AND held.state <> 'Applying'`);
}

/** That an action `a` of the session that is held can be judged. */
export const IS_OPEN = isIn(actionStatesThat(isOpen));

const IS_DROPPABLE = isIn(actionStatesThat(isDroppable));
const IS_REVISABLE = isIn(actionStatesThat(isRevisable));

/** That an action `a` of the session that is held can be corrected by whoever wants to. */
export function isCorrectable({ by, asAgent }: Pick<ActionChange, 'by' | 'asAgent'>): Prisma.Sql {
  return asAgent ? Prisma.sql`${IS_REVISABLE} AND ${isOwn(by)}` : IS_OPEN;
}

/** That an action `a` of the session that is held can be dropped by whoever wants to. */
export function isDroppableBy({ by, asAgent }: Pick<ActionChange, 'by' | 'asAgent'>): Prisma.Sql {
  return asAgent ? Prisma.sql`${IS_REVISABLE} AND ${isOwn(by)}` : IS_DROPPABLE;
}

/**
 * That an action `a` was queued by somebody: with their API key or grant, or by the user when they have none. Of actions from
 * before that was kept only the e-mail address is known. `isOwnAction` says the same of an action that was read.
 */
function isOwn(by: Actor): Prisma.Sql {
  const { userId, userName } = by;
  const credential = credentialOf(by);
  const isTheirs =
    credential === undefined
      ? Prisma.sql`a.created_by_user_id = ${userId ?? null}`
      : Prisma.sql`a.created_by_key_id = ${credential}`;
  return Prisma.sql`(${isTheirs} OR a.created_by_user_id IS NULL AND a.created_by = ${userName})`;
}
