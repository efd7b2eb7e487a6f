import { EventEmitter } from 'node:events';
import pg from 'pg';
import type { Log } from './log.ts';

const CHANNEL = 'ai_session';
const RETRY_MS = 1_000;

/** Tells which sessions change and which runs end, in whichever process they are changed. */
export interface SessionFeed {
  /**
   * Gives an element at the beginning, then whenever a session was changed or a run has ended, whichever has that id,
   * changes may have been missed, or some milliseconds are over. However much happens while its reader is busy is one
   * element, which tells whether there may be something new. Ends with the signal.
   */
  changes(id: string, signal: AbortSignal, silenceMs: number): AsyncIterable<'news' | 'silence'>;
  close(): Promise<void>;
}

/** Names the event of whatever may have changed while the connection was broken. */
const ANYTHING = Symbol('anything');

/** Opens a connection of its own for NOTIFY; when it breaks, it comes back by itself. */
export function createSessionFeed({ url, log }: { readonly url: string; readonly log: Log }): SessionFeed {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  let closed = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  function again(error?: Error): void {
    if (closed || retry) return;
    if (error) log.debug({ reason: error.message }, 'LISTEN connection lost, reconnecting');
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, RETRY_MS).unref();
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
      application_name: 'ai-sessions feed',
    });
    client = next;
    next.on('error', again);
    next.on('end', () => again());
    next.on('notification', ({ payload }) => events.emit(payload ?? ''));
    try {
      await next.connect();
      await next.query(`LISTEN ${CHANNEL}`);
      events.emit(ANYTHING);
    } catch (error) {
      await next.end().catch(() => {});
      again(error instanceof Error ? error : new Error(String(error)));
    }
  }

  void connect();

  return {
    async *changes(id, signal, silenceMs) {
      let next: 'news' | 'silence' | undefined = 'news';
      let wake = () => {};
      const tell = () => {
        next = 'news';
        wake();
      };
      const silence = setInterval(() => {
        next ??= 'silence';
        wake();
      }, silenceMs);
      events.on(id, tell);
      events.on(ANYTHING, tell);
      signal.addEventListener('abort', tell);
      try {
        while (!signal.aborted) {
          if (next) {
            const told = next;
            next = undefined;
            yield told;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        clearInterval(silence);
        events.off(id, tell);
        events.off(ANYTHING, tell);
        signal.removeEventListener('abort', tell);
      }
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
