import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Holds an API key until the end of the transaction: what it proposes comes one after the other meanwhile. */
export const lockApiKey = (id: string) =>
  statement({ id: text }, Prisma.sql`SELECT id FROM api_key WHERE id = ${id} FOR NO KEY UPDATE`);
