import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Locks the good API keys that are limited to an account alone, oldest first. */
export const lockApiKeysOfAccount = (accountId: string) =>
  statement(
    { id: text },
    Prisma.sql`
      SELECT id FROM api_key
      WHERE account_ids = ARRAY[${accountId}::text] AND date_revoked IS NULL
        AND (date_expires IS NULL OR date_expires > now())
      ORDER BY id FOR UPDATE`,
  );
