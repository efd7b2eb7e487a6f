import type { Db } from '../db.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Refusal, Result } from '../result.ts';
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

/** Why a request was not answered. */
export type IdempotencyRefusal =
  /** The key belongs to another request. */
  | Refusal<'keyReused'>
  /** The first request with this key is still under way. */
  | Refusal<'inFlight'>;

/**
 * Does the work once per key: the key and the work are committed together, so a retry either finds both or
 * neither. A retry gets the answer of the first time; a request under way makes the second wait for it.
 */
export function withIdempotencyKey<Answer extends object>(
  db: Db,
  request: RepeatableRequest,
  work: (db: Db) => Promise<Answer>,
): Promise<Result<Answer, IdempotencyRefusal>> {
  const { userId, key, fingerprint } = request;
  return db.transaction(async (inner) => {
    let claimed: { readonly key: string } | undefined;
    try {
      claimed = await inner.row(claimIdempotencyKey(request));
    } catch (error) {
      // The transaction is aborted: nothing of it is kept.
      if (sqlStateOf(error) === LOCK_NOT_AVAILABLE) return { ok: false, reason: 'inFlight' };
      throw error;
    }
    if (claimed) {
      const answer = await work(inner);
      const stored: Prisma.InputJsonValue = JSON.parse(JSON.stringify(answer));
      await inner.write('silently', ({ prisma }) =>
        prisma.idempotencyKey.update({ where: { userId_key: { userId, key } }, data: { answer: stored } }),
      );
      return { ok: true, value: answer };
    }
    const earlier = await inner.row(selectIdempotentAnswer<Answer>({ userId, key }));
    if (!earlier) return { ok: false, reason: 'inFlight' };
    if (!Buffer.from(earlier.fingerprint).equals(fingerprint)) return { ok: false, reason: 'keyReused' };
    return { ok: true, value: earlier.answer };
  });
}

/** Forgets the keys that are too old to matter. */
export async function forgetOldKeys(db: Db): Promise<void> {
  await db.rows(deleteOldIdempotencyKeys());
}
