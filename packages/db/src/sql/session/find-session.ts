import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { allOf, isInScope } from '../../statement/conditions.ts';
import { directly, statement } from '../../statement/statement.ts';
import { SELECT_SESSION, SESSION_COLUMNS, SESSION_WITH_ACCOUNT } from './columns.ts';

/** Reads a session without its parts. */
export const selectSession = (scope: AccountScope, id: string) =>
  directly(
    statement(
      SESSION_COLUMNS,
      Prisma.sql`
      SELECT ${SELECT_SESSION} FROM ${SESSION_WITH_ACCOUNT}
      WHERE s.id = ${id} AND NOT s.discarded AND ${allOf(isInScope(Prisma.sql`s.account_id`, scope))}`,
    ),
  );
