import { once } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { classifyDatabaseError } from './database-error.ts';
import type { Log } from './log.ts';
import { type AnsweredRequest, COLUMNS, requestLine } from './request-line.ts';

/** How long requests are collected at most before they are written. */
const FLUSH_MS = 500;
/** Bytes of a page of requests, some two hundred of them. */
const PAGE = 65_536;
/** Pages that one statement writes. */
const BATCH = 8;
/** Pages that wait to be written at most; further requests are dropped. */
const CAPACITY = 128;
/** How often the clock of the database is read. */
const CLOCK_MS = 60_000;
/** Most bytes that a character takes. */
const CHARACTER = 3;

/** Writes down which requests there were. */
export interface RequestLog {
  /** Remembers a request, to be written with others soon. It never waits, and never fails. */
  add(request: AnsweredRequest): void;
  /** Requests that were dropped so far, because the database did not take them in time. */
  dropped(): number;
  /** Writes what is left, and ends. */
  close(): Promise<void>;
}

/** Requests as they are sent to PostgreSQL. */
interface Page {
  readonly bytes: Buffer;
  used: number;
  requests: number;
}

const newPage = (): Page => ({ bytes: Buffer.allocUnsafe(PAGE), used: 0, requests: 0 });

/**
 * Keeps the log of requests of one process, apart from the requests themselves. Each becomes a line of text at once: of
 * objects that are kept for half a second, the garbage collector would have more work than they are.
 */
export function createRequestLog({ pool, log }: { readonly pool: Pool; readonly log: Log }): RequestLog {
  let page = newPage();
  let waiting: Page[] = [];
  let writing: Promise<void> | undefined;
  let closed = false;
  let dropped = 0;
  /** How much the clock of the database is ahead of ours, in milliseconds, and when it was read. */
  let clock = { ahead: 0, read: Number.NEGATIVE_INFINITY };

  function turnPage(): void {
    if (page.requests === 0) return;
    waiting.push(page);
    page = newPage();
  }

  async function readClock(client: PoolClient): Promise<void> {
    if (performance.now() - clock.read < CLOCK_MS) return;
    const before = Date.now();
    const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const [row] = rows;
    if (row) clock = { ahead: row.now.getTime() - (before + Date.now()) / 2, read: performance.now() };
  }

  /** Writes some pages, all or none. */
  async function write(pages: readonly Page[]): Promise<void> {
    const client = await pool.connect();
    let failure: Error | undefined;
    try {
      await readClock(client);
      const sink = client.query(copyFrom(`COPY request_log (${COLUMNS}) FROM STDIN`));
      const done = once(sink, 'finish');
      for (const { bytes, used } of pages) sink.write(bytes.subarray(0, used));
      sink.end();
      await done;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw failure;
    } finally {
      client.release(failure);
    }
  }

  /** Writes all that waits; what cannot be written waits again, at its place. */
  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const pages = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      try {
        await write(pages);
      } catch (error) {
        log.debug({ error }, 'failed to write the log of requests');
        if (classifyDatabaseError(error) !== 'other') {
          waiting = [...pages, ...waiting];
          return;
        }
        // They would fail again, and keep all others from being written.
        for (const { requests } of pages) dropped += requests;
      }
    }
  }

  function flush(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  }

  const timer = setInterval(() => {
    turnPage();
    void flush();
  }, FLUSH_MS).unref();

  return {
    add(request) {
      if (closed || waiting.length >= CAPACITY) {
        dropped++;
        return;
      }
      const line = requestLine(request, clock.ahead);
      if (page.used + line.length * CHARACTER > PAGE) {
        turnPage();
        void flush();
      }
      page.used += page.bytes.write(line, page.used);
      page.requests++;
    },
    dropped: () => dropped,
    async close() {
      closed = true;
      clearInterval(timer);
      await writing;
      turnPage();
      await flush();
      for (const { requests } of waiting) dropped += requests;
    },
  };
}
