import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { type ActionChange, heldSession, isDroppableBy } from './held-session.ts';

/** Drops all actions of a session, none when one of them has to stay; whether they could be dropped. */
export const deleteActions = (scope: AccountScope, change: Omit<ActionChange, 'actionId'>) =>
  statement(
    { dropped: boolean },
    Prisma.sql`
      WITH ${heldSession(scope, change)},
        droppable AS (
          SELECT held.id FROM held WHERE NOT EXISTS (
            SELECT FROM ai_session_action a WHERE a.session_id = held.id AND NOT (${isDroppableBy(change)}))),
        dropped AS (
          DELETE FROM ai_session_action a USING droppable, audit_as(${auditText(change.by)})
          WHERE a.session_id = droppable.id)
      SELECT EXISTS (SELECT FROM droppable) AS dropped`,
  );
