import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { type ActionChange, heldSession, isDroppableBy } from './held-session.ts';

/** Drops an action that need not stay. */
export const deleteAction = (scope: AccountScope, change: ActionChange) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH ${heldSession(scope, change)}
      DELETE FROM ai_session_action a USING held, audit_as(${auditText(change.by)})
      WHERE a.session_id = held.id AND a.id = ${change.actionId} AND ${isDroppableBy(change)}
      RETURNING a.id`,
  );
