import { EventEmitter, on } from 'node:events';
import pg from 'pg';
import type { Log } from './log.ts';

const CHANNEL = 'ai_session';
const RETRY_MS = 1_000;

/** Tells which sessions change, in whichever process they are changed. */
export interface SessionFeed {
  /**
   * Gives an element for every change of a session, and one at the beginning and whenever changes may have been
   * missed. Ends with the signal.
   */
  changes(sessionId: string, signal: AbortSignal): AsyncIterable<void>;
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
    if (error) log.debug({ reason: error.message }, 'the connection for changes of sessions broke');
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
    async *changes(sessionId, signal) {
      const changed = new EventEmitter();
      const tell = () => changed.emit('change');
      events.on(sessionId, tell);
      events.on(ANYTHING, tell);
      try {
        const iterator = on(changed, 'change', { signal, highWaterMark: 1_000 });
        yield;
        for await (const _ of iterator) yield;
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        events.off(sessionId, tell);
        events.off(ANYTHING, tell);
      }
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
