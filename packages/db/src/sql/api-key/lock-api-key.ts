import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Keeps an API key as it is until the end of the transaction. */
export const lockApiKey = (id: string) =>
  statement({ id: text }, Prisma.sql`SELECT id FROM api_key WHERE id = ${id} FOR NO KEY UPDATE`);
