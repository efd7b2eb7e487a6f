import { ApiError, NetworkError, TimeoutError, UnexpectedAnswerError } from './errors.ts';
import type { OperationMetadata } from './operation.ts';

/** How long to wait between attempts, in milliseconds. */
export interface Backoff {
  readonly retryDelay: number;
  readonly maximumRetryDelay: number;
}

/** With these the service, or what stands before it, has sent the request back before anything was done. */
const NOT_BEGUN = new Set([
  'RequestTimeout',
  'TooManyRequests',
  'Overloaded',
  'ShuttingDown',
  'UnresolvedObject',
]);
const PASSING = new Set([408, 429, 502, 503, 504]);

/**
 * Whether an operation may be sent again without knowing what became of the first time. A change may not: somebody
 * else may have changed the record in between, and the repetition would undo it.
 */
export function isRepeatable(operation: OperationMetadata): boolean {
  return operation.verb === 'GET' || operation.verb === 'DELETE' || operation.idempotencyKey;
}

/**
 * Milliseconds to wait before the next attempt; nothing when there should be none.
 *
 * @param attempt - How many repetitions there were already.
 */
export function waitAfter(
  error: unknown,
  attempt: number,
  repeatable: boolean,
  { retryDelay, maximumRetryDelay }: Backoff,
): number | undefined {
  // Clients that failed together must not come back together.
  const jittered = Math.random() * Math.min(retryDelay * 2 ** attempt, maximumRetryDelay);
  if (error instanceof NetworkError || error instanceof TimeoutError) {
    return repeatable ? jittered : undefined;
  }
  if (!(error instanceof ApiError || error instanceof UnexpectedAnswerError)) return undefined;
  if (!isPassing(error)) return undefined;
  const begun = !(error instanceof ApiError && NOT_BEGUN.has(error.code));
  if (begun && !repeatable) return undefined;
  const asked = (error.retryAfter ?? 0) * 1_000;
  return asked > maximumRetryDelay ? undefined : asked + jittered;
}

/** A create is told to come back when the one with the same key is still under way. */
function isPassing({ status, retryAfter }: ApiError | UnexpectedAnswerError): boolean {
  return PASSING.has(status) || (status === 409 && retryAfter !== undefined);
}

/** Waits; fails with the reason of the signal when that comes first. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abandon = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abandon);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abandon, { once: true });
  });
}
