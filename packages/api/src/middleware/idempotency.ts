import { createHash } from 'node:crypto';
import type { Principal } from '@ai-sessions/auth';
import { ApiError, IDEMPOTENCY_KEY_MAXIMUM, type Operation } from '@ai-sessions/contract';
import { type IdempotencyRefusal, withIdempotencyKey } from '@ai-sessions/db';
import type { Call, Services } from '../context.ts';

/**
 * Does the work of a call; with an `Idempotency-Key`, once per key. Work and answer are committed together, so a
 * retry gets the first answer.
 *
 * @throws ApiError `ValidationException` for a key that is none, `IdempotencyKeyReused`, `Conflict`
 */
export async function idempotent<Input, Caller extends Principal | undefined, Answer>(
  operation: Operation,
  call: Call<Input, Caller>,
  work: (call: Call<Input, Caller>) => Promise<Answer>,
): Promise<Answer> {
  const { context, principal, input } = call;
  const { services, idempotencyKey } = context;
  if (idempotencyKey === undefined || !operation.idempotencyKey || !principal) return work(call);
  checkKey(idempotencyKey);
  // An answer is for whoever may work on the same accounts: another key of the user may not.
  const accounts = principal.accounts === 'all' ? [] : [principal.accounts];
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([operation.name, withoutSecrets(operation, input, services), ...accounts]))
    .digest();
  const request = { userId: principal.userId, key: idempotencyKey, fingerprint };
  const result = await withIdempotencyKey(services.db, request, async (db) => {
    const done = await work({ ...call, db });
    return { answer: done, etag: context.reply.etag };
  });
  if (!result.ok) throw errorOf(result);
  const { answer, etag } = result.value;
  context.reply.etag = etag;
  return answer;
}

function errorOf({ reason }: IdempotencyRefusal): ApiError {
  switch (reason) {
    case 'keyReused':
      return new ApiError('IdempotencyKeyReused');
    case 'inFlight':
      return new ApiError('Conflict', {
        message: 'A request with this Idempotency-Key is still under way. Retry shortly.',
        retryAfter: 1,
      });
  }
}

/** A request as it may be remembered: secrets are told apart, but not told. */
function withoutSecrets<Input>({ name, request }: Operation, input: Input, { mark }: Services): unknown {
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(
    Object.entries(input).map(([field, value]) => [
      field,
      request.fields[field]?.secret && typeof value === 'string' ? mark(value, `${name}.${field}`) : value,
    ]),
  );
}

function checkKey(key: string): void {
  if (/^[\x21-\x7e]+$/.test(key) && key.length <= IDEMPOTENCY_KEY_MAXIMUM) return;
  throw new ApiError('ValidationException', {
    fields: [
      {
        errorCode: 'InvalidValue',
        fieldName: 'Idempotency-Key',
        message: `'Idempotency-Key' must be 1 to ${IDEMPOTENCY_KEY_MAXIMUM} visible ASCII characters.`,
      },
    ],
  });
}
