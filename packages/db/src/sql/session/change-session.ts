import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { statement } from '../../statement/statement.ts';
import { givenColumns, RETURNING_SESSION, SESSION_COLUMNS, type SessionValues } from './columns.ts';
import { isAsRead, type SessionChange } from './session-change.ts';

/** Changes what is given of a session. */
export const updateSession = (
  scope: AccountScope,
  change: SessionChange & { readonly values: SessionValues },
) => {
  const set = givenColumns(change.values).map(({ column, value }) => Prisma.sql`${column} = ${value}`);
  return statement(
    SESSION_COLUMNS,
    Prisma.sql`
      UPDATE ai_session
      SET ${Prisma.join([
        ...set,
        Prisma.sql`last_modified_by = ${change.by.userName}`,
        Prisma.sql`date_last_modified = now()`,
        Prisma.sql`version = version + 1`,
      ])}
      FROM audit_as(${auditText(change.by)})
      WHERE NOT discarded AND ${isAsRead(scope, change)}
      RETURNING ${RETURNING_SESSION}`,
  );
};
