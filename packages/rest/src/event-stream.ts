import type { Reply } from '@ai-sessions/api';
import type { ObjectType } from '@ai-sessions/contract';
import { codecs } from '@ai-sessions/formats';
import type { RestAnswer } from './message.ts';
import { prefersType } from './negotiation.ts';

const MEDIA_TYPE = 'text/event-stream';

/** When a client that was cut off comes again. */
const RETRY_MS = 2_000;

const HEADERS = {
  'Content-Type': MEDIA_TYPE,
  Vary: 'Accept',
  // Compressing would hold events back.
  'Cache-Control': 'no-store, no-transform',
  // So would nginx, and others that heed it, by collecting what they pass on.
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
} as const;

/**
 * Whether what can be followed is: as `Accept` says, and as whoever takes anything wants, but for an address that names a
 * format or calls the operation in one.
 */
export function wantsEventStream({
  namesFormat,
  accept,
}: {
  readonly namesFormat: boolean;
  readonly accept: string | undefined;
}): boolean {
  return !namesFormat && prefersType(MEDIA_TYPE, accept);
}

/**
 * Writes what is followed as server-sent events. The first element is waited for, so that what is refused at once is
 * answered as a failure. Elements that are nothing become comments, which keep the connection open.
 *
 * @param leave Is called when nobody reads any more.
 */
export async function eventStreamAnswer(
  elements: AsyncIterable<unknown>,
  item: ObjectType,
  reply: Reply,
  leave: () => void,
): Promise<RestAnswer> {
  const iterator = elements[Symbol.asyncIterator]();
  const write = ({ value }: IteratorYieldResult<unknown>): string => {
    if (value === undefined) return ':\n\n';
    const id = reply.eventId === undefined ? '' : `id: ${reply.eventId}\n`;
    return `${id}data: ${codecs.json.encode(value, { kind: 'object', type: item }, {})}\n\n`;
  };
  const first = await iterator.next();
  let opening: string | undefined = `retry: ${RETRY_MS}\n\n${first.done ? '' : write(first)}`;
  const body: AsyncIterableIterator<string> = {
    [Symbol.asyncIterator]: () => body,
    async next() {
      if (opening !== undefined) {
        const value = opening;
        opening = undefined;
        return { done: false, value };
      }
      const element = await iterator.next();
      return element.done ? { done: true, value: undefined } : { done: false, value: write(element) };
    },
    async return() {
      opening = undefined;
      leave();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return { status: 200, headers: HEADERS, body };
}
