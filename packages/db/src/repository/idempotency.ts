import { ApiError } from '@ai-sessions/contract';
import type { Db } from '../db.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { claimIdempotencyKey } from '../sql/idempotency/claim-idempotency-key.ts';
import { deleteOldIdempotencyKeys } from '../sql/idempotency/delete-old-idempotency-keys.ts';
import { selectIdempotentAnswer } from '../sql/idempotency/find-idempotent-answer.ts';
import { LOCK_NOT_AVAILABLE, sqlStateOf } from '../sql-state.ts';

/** A request that may be sent again. */
export interface RepeatableRequest {
  readonly userId: string;
  /** The key that the client chose. */
  readonly key: string;
  /** SHA-256 over the operation and its input. */
  readonly fingerprint: Uint8Array<ArrayBuffer>;
}

/**
 * Does the work once per key: the key and the work are committed together, so a retry either finds both or
 * neither. A retry gets the answer of the first time; a request under way makes the second wait for it.
 *
 * @throws ApiError `IdempotencyKeyReused` when the key belongs to another request, `Conflict` when the first
 * request is still under way.
 */
export function withIdempotencyKey<Answer extends object>(
  db: Db,
  request: RepeatableRequest,
  work: (db: Db) => Promise<Answer>,
): Promise<Answer> {
  const { userId, key, fingerprint } = request;
  return db.transaction(async (inner) => {
    const claimed = await inner.row(claimIdempotencyKey(request)).catch((error: unknown) => {
      throw sqlStateOf(error) === LOCK_NOT_AVAILABLE ? inFlight() : error;
    });
    if (claimed) {
      const answer = await work(inner);
      const stored: Prisma.InputJsonValue = JSON.parse(JSON.stringify(answer));
      await inner.write('silently', ({ prisma }) =>
        prisma.idempotencyKey.update({ where: { userId_key: { userId, key } }, data: { answer: stored } }),
      );
      return answer;
    }
    const earlier = await inner.row(selectIdempotentAnswer<Answer>({ userId, key }));
    if (!earlier) throw inFlight();
    if (!Buffer.from(earlier.fingerprint).equals(fingerprint)) throw new ApiError('IdempotencyKeyReused');
    return earlier.answer;
  });
}

/** Forgets the keys that are too old to matter. */
export async function forgetOldKeys(db: Db): Promise<void> {
  await db.rows(deleteOldIdempotencyKeys());
}

function inFlight(): ApiError {
  return new ApiError('Conflict', {
    message: 'A request with this Idempotency-Key is still under way. Retry shortly.',
    retryAfter: 1,
  });
}
