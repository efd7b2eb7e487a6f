import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Locks an account against changes. */
export const lockAccount = (id: string) =>
  statement({ id: text }, Prisma.sql`SELECT id FROM account WHERE id = ${id} FOR NO KEY UPDATE`);
