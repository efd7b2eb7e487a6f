import { Prisma } from '../../generated/prisma/client.ts';
import type { AccountScope } from '../../repository/account-scope.ts';
import { auditText } from '../../repository/actor.ts';
import { statement } from '../../statement/statement.ts';
import { RETURNING_SESSION, SESSION_COLUMNS } from './columns.ts';
import { isAsRead, type SessionChange } from './session-change.ts';

/** Sets the purpose of a session. */
export const updateSessionPurpose = (
  scope: AccountScope,
  change: SessionChange & { readonly purpose: string | null },
) =>
  statement(
    SESSION_COLUMNS,
    Prisma.sql`
      UPDATE ai_session
      SET purpose = ${change.purpose}, last_modified_by = ${change.by.userName}, date_last_modified = now(),
        version = version + 1
      FROM audit_as(${auditText(change.by)})
      WHERE NOT discarded AND ${isAsRead(scope, change)}
      RETURNING ${RETURNING_SESSION}`,
  );
