import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Locks the system administrators who can sign in, in one order, so that two cannot remove each other. */
export const lockAdministrators = () =>
  statement(
    { id: text },
    Prisma.sql`
      SELECT id FROM user_account WHERE 'SystemAdministrator' = ANY(roles) AND NOT disabled
      ORDER BY id FOR UPDATE`,
  );
