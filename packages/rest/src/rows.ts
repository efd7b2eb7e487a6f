/** What a streaming procedure returns. */
export function rowsOf(result: unknown): AsyncIterable<unknown> {
  if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result)
    return result as AsyncIterable<unknown>;
  throw new TypeError('A streaming operation must return an async iterable.');
}
