import { Prisma } from '../../generated/prisma/client.ts';
import { bytes, json } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Reads what was kept under a key: the fingerprint of its request and the answer, as it was stored. */
export const selectIdempotentAnswer = <Answer>(id: { readonly userId: string; readonly key: string }) =>
  statement(
    { fingerprint: bytes, answer: json<Answer>('jsonb') },
    Prisma.sql`
      SELECT fingerprint, answer FROM idempotency_key WHERE user_id = ${id.userId} AND key = ${id.key}`,
  );
