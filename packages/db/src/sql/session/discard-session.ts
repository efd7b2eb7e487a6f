import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { isAsRead, type SessionChange } from './session-change.ts';

/** Discards a session, and tells those who follow it. */
export const updateSessionDiscarded = (scope: AccountScope, change: SessionChange) =>
  statement(
    { id: text, notified: text },
    Prisma.sql`
      UPDATE ai_session
      SET discarded = true, date_discarded = now(), discarded_by = ${change.by.userName}, version = version + 1
      FROM audit_as(${auditText(change.by)})
      WHERE NOT discarded AND ${isAsRead(scope, change)}
      RETURNING id, pg_notify('ai_session', id)::text AS notified`,
  );
