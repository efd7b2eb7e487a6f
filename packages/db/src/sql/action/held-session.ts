import { type ActionState, actionStatesThat, isDroppable, isOpen } from '@ai-sessions/contract';
import type { AccountScope } from '../../access/account-scope.ts';
import type { Actor } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { allOf, isInScope, isVersion, type Versions } from '../../statement/conditions.ts';

/** Names an action, who changes it, and in which versions of the session they may. */
export interface ActionChange {
  readonly sessionId: string;
  readonly actionId: string;
  readonly by: Actor;
  readonly versions?: Versions;
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

/** That an action `a` of the session that is held can be corrected and judged. */
export const IS_OPEN = isIn(actionStatesThat(isOpen));

/** That an action `a` of the session that is held can be dropped. */
export const IS_DROPPABLE = isIn(actionStatesThat(isDroppable));
