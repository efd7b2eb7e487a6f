import { ApiError } from '@ai-sessions/contract';
import type { Pool } from 'pg';
import { inTransaction, LOCK_NOT_AVAILABLE, type Sql, sqlStateOf } from './statement.ts';

/** How long a key is remembered. */
const LIFETIME = '24 hours';

/** A request that may be sent again. */
export interface RepeatableRequest {
  readonly userId: string;
  /** The key that the client chose. */
  readonly key: string;
  /** SHA-256 over the operation and its input. */
  readonly fingerprint: Buffer;
}

/**
 * Does the work once per key: the key and the work are committed together, so a retry either finds both or
 * neither. A retry gets the answer of the first time; a request under way makes the second wait for it.
 *
 * @throws ApiError `IdempotencyKeyReused` when the key belongs to another request, `Conflict` when the first
 * request is still under way.
 */
export async function once<Answer>(
  pool: Pool,
  request: RepeatableRequest,
  work: (sql: Sql) => Promise<Answer>,
): Promise<Answer> {
  const { userId, key, fingerprint } = request;
  return inTransaction(pool, async (sql) => {
    const claimed = await sql
      .rows({
        name: 'idempotency-claim',
        text: `INSERT INTO idempotency_key AS k (user_id, key, fingerprint, answer) VALUES ($1, $2, $3, 'null')
               ON CONFLICT (user_id, key) DO UPDATE
                 SET fingerprint = excluded.fingerprint, answer = excluded.answer, date_created = now()
                 WHERE k.date_created < now() - interval '${LIFETIME}'
               RETURNING 1`,
        values: [userId, key, fingerprint],
      })
      .catch((error: unknown) => {
        throw sqlStateOf(error) === LOCK_NOT_AVAILABLE ? inFlight() : error;
      });
    if (claimed.length > 0) {
      const answer = await work(sql);
      await sql.rows({
        name: 'idempotency-answer',
        text: 'UPDATE idempotency_key SET answer = $3 WHERE user_id = $1 AND key = $2',
        values: [userId, key, JSON.stringify(answer ?? null)],
      });
      return answer;
    }
    const [earlier] = await sql.rows<{ fingerprint: Buffer; answer: Answer }>({
      name: 'idempotency-find',
      text: 'SELECT fingerprint, answer FROM idempotency_key WHERE user_id = $1 AND key = $2',
      values: [userId, key],
    });
    if (!earlier) throw inFlight();
    if (!earlier.fingerprint.equals(fingerprint)) throw new ApiError('IdempotencyKeyReused');
    return earlier.answer;
  });
}

/** Forgets the keys that are too old to matter. */
export async function forgetOldKeys(sql: Sql): Promise<void> {
  await sql.rows({
    text: `DELETE FROM idempotency_key WHERE date_created < now() - interval '${LIFETIME}'`,
    values: [],
  });
}

function inFlight(): ApiError {
  return new ApiError('Conflict', {
    message: 'A request with this Idempotency-Key is still under way. Retry shortly.',
    retryAfter: 1,
  });
}
