import { apiErrorOf } from '@ai-sessions/api';
import { ApiError, MAXIMUM_ALL } from '@ai-sessions/contract';
import type { Bound } from './binding.ts';

/** Says how many requests of a batch were carried out. */
export const BATCH_HEADER = 'X-AutoBatch-Completed';

/** A batch that ended early: what failed, and how many requests before it were carried out. */
export class BatchFailure extends Error {
  override readonly name = 'BatchFailure';
  readonly failure: ApiError;
  /** Absent when the batch was refused before anything was carried out. */
  readonly completed: number | undefined;

  constructor(cause: unknown, index: number, completed: number | undefined) {
    super('A request of a batch failed.', { cause });
    this.failure = atIndex(found(apiErrorOf(cause)), index);
    this.completed = completed;
  }
}

/**
 * Carries out the requests of a batch in order. All are checked before the first is carried out; the first that
 * fails ends the batch, and what was done before it stays done, as ServiceStack clients expect.
 *
 * @throws BatchFailure
 */
export async function runBatch(
  items: readonly Bound[],
  check: (item: Bound) => void,
  call: (item: Bound, index: number) => Promise<unknown>,
): Promise<unknown[]> {
  for (const [index, item] of items.entries()) {
    try {
      check(item);
    } catch (error) {
      throw new BatchFailure(error, index, undefined);
    }
  }
  const results: unknown[] = [];
  for (const [index, item] of items.entries()) {
    try {
      results.push(await call(item, index));
    } catch (error) {
      throw new BatchFailure(error, index, results.length);
    }
  }
  return results;
}

/**
 * Makes a collector for the rows of the streaming requests of one batch, whose answer is buffered: no more rows in all
 * than a list returns at once.
 *
 * @throws ApiError `ValidationException` when there are more.
 */
export function rowCollector(): (rows: AsyncIterable<unknown>) => Promise<readonly unknown[]> {
  let room = MAXIMUM_ALL;
  return async (rows) => {
    const collected: unknown[] = [];
    for await (const row of rows) {
      if (room-- === 0) throw new ApiError('ValidationException', { message: TOO_MANY_ROWS });
      collected.push(row);
    }
    return collected;
  };
}

const TOO_MANY_ROWS = `A batch is answered with at most ${MAXIMUM_ALL.toLocaleString('en')} rows. Send these requests one by one: alone, each is answered with any number of rows.`;

/**
 * A request that names something which does not exist is found out only when it is carried out. In a batch the whole
 * of it was valid by then, so the answer is that of ServiceStack's batches: not found.
 */
function found(failure: ApiError): ApiError {
  return failure.fields.some(({ errorCode }) => errorCode === 'DoesNotExist')
    ? new ApiError('NotFound', { message: failure.message, cause: failure })
    : failure;
}

function atIndex({ code, message, fields, meta, retryAfter, cause }: ApiError, index: number): ApiError {
  return new ApiError(code, {
    message,
    fields,
    retryAfter,
    cause,
    meta: { ...meta, AutoBatchIndex: String(index) },
  });
}
