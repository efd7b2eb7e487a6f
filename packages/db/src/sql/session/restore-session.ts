import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { isAsRead, type SessionChange } from './session-change.ts';

/** Brings a discarded session back, and tells those who follow it. */
export const updateSessionRestored = (scope: AccountScope, change: Omit<SessionChange, 'versions'>) =>
  statement(
    { id: text, notified: text },
    Prisma.sql`
      UPDATE ai_session
      SET discarded = false, date_discarded = NULL, discarded_by = NULL, version = version + 1,
        last_modified_by = ${change.by.userName}, date_last_modified = now()
      FROM audit_as(${auditText(change.by)})
      WHERE discarded AND ${isAsRead(scope, change)}
      RETURNING id, pg_notify('ai_session', id)::text AS notified`,
  );
