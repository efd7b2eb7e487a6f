import type { AccountScope } from '../../access/account-scope.ts';
import { type Actor, auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { isInScope, where } from '../../statement/conditions.ts';
import { directly, statement } from '../../statement/statement.ts';
import { givenColumns, RETURNING_SESSION, SESSION_COLUMNS, type SessionValues } from './columns.ts';

/** Inserts a session; no row when its account is not in the scope. */
export const insertSession = (
  scope: AccountScope,
  session: { readonly accountId: string | null; readonly values: SessionValues; readonly by: Actor },
) => {
  const { accountId, by } = session;
  const set = [
    ...givenColumns(session.values),
    { column: Prisma.sql`account_id`, value: Prisma.sql`${accountId}` },
    { column: Prisma.sql`created_by`, value: Prisma.sql`${by.userName}` },
    { column: Prisma.sql`last_modified_by`, value: Prisma.sql`${by.userName}` },
  ];
  return directly(
    statement(
      SESSION_COLUMNS,
      Prisma.sql`
        INSERT INTO ai_session (${Prisma.join(set.map(({ column }) => column))})
        SELECT ${Prisma.join(set.map(({ value }) => value))}
        FROM audit_as(${auditText(by)})
        ${where(isInScope(Prisma.sql`${accountId}::text`, scope))}
        RETURNING ${RETURNING_SESSION}`,
    ),
  );
};
