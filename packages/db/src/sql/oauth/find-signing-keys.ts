import { Prisma } from '../../generated/prisma/client.ts';
import { int, json, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Finds the keys that sign access tokens, newest first. */
export const selectSigningKeys = () =>
  statement(
    { id: text, publicKey: json<unknown>('jsonb'), sealedPrivateKey: text, ageSeconds: int },
    Prisma.sql`
      SELECT id, public_key AS "publicKey", private_key AS "sealedPrivateKey",
        extract(epoch FROM now() - date_created)::int AS "ageSeconds"
      FROM oauth_signing_key ORDER BY date_created DESC, id DESC`,
  );
