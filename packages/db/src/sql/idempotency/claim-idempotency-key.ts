import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { LIFETIME } from './lifetime.ts';

/** Inserts a key, or takes one over that is too old to matter; no row when it is in use. Waits for a request under way. */
export const claimIdempotencyKey = (request: {
  readonly userId: string;
  readonly key: string;
  readonly fingerprint: Uint8Array<ArrayBuffer>;
}) =>
  statement(
    { key: text },
    Prisma.sql`
      INSERT INTO idempotency_key AS k (user_id, key, fingerprint, answer)
      VALUES (${request.userId}, ${request.key}, ${request.fingerprint}, 'null')
      ON CONFLICT (user_id, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, answer = excluded.answer, date_created = now()
        WHERE k.date_created < now() - ${LIFETIME}
      RETURNING key`,
  );
