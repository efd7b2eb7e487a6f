import { Prisma } from '../../generated/prisma/client.ts';
import type { AccountScope } from '../../repository/account-scope.ts';
import { type Actor, auditText } from '../../repository/actor.ts';
import { isInScope, where } from '../../repository/conditions.ts';
import { directly, statement } from '../../statement/statement.ts';
import { RETURNING_SESSION, SESSION_COLUMNS } from './columns.ts';

/** Inserts a session; no row when its account is not in the scope. */
export const insertSession = (
  scope: AccountScope,
  session: { readonly accountId: string | null; readonly purpose: string | null; readonly by: Actor },
) =>
  directly(
    statement(
      SESSION_COLUMNS,
      Prisma.sql`
      INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
      SELECT ${session.accountId}, ${session.purpose}, ${session.by.userName}, ${session.by.userName}
      FROM audit_as(${auditText(session.by)})
      ${where(isInScope(Prisma.sql`${session.accountId}::text`, scope))}
      RETURNING ${RETURNING_SESSION}`,
    ),
  );
