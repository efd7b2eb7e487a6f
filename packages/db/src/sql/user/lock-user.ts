import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, text, textArray } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Locks a user against changes, and reads what their rights depend on. */
export const lockUser = (id: string) =>
  statement(
    { id: text, roles: textArray, accountIds: textArray, disabled: boolean },
    Prisma.sql`
      SELECT id, roles, account_ids AS "accountIds", disabled FROM user_account WHERE id = ${id}
      FOR NO KEY UPDATE`,
  );
