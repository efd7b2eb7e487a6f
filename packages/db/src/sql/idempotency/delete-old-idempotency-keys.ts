import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { LIFETIME } from './lifetime.ts';

/** Forgets the keys that are too old to matter, by the clock of the database. */
export const deleteOldIdempotencyKeys = () =>
  statement(
    { key: text },
    Prisma.sql`DELETE FROM idempotency_key WHERE date_created < now() - ${LIFETIME} RETURNING key`,
  );
