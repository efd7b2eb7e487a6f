import { classifyDatabaseError } from './database-error.ts';
import type { Db } from './db.ts';
import type { Log } from './log.ts';
import { insertRequests, type RequestColumns } from './sql/request/write-requests.ts';

/** How long requests are collected at most before they are written. */
const FLUSH_MS = 500;
/** Requests that one statement writes: more of them would keep all others waiting while they are put into it. */
const BATCH = 500;
/** Requests that wait to be written at most; further ones are dropped. */
const CAPACITY = 20_000;
const LARGEST_INT = 2_147_483_647;

/** A call of the API that was answered, or a request that led to none. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly transport: 'rest' | 'trpc' | 'mcp';
  readonly operation: string | undefined;
  /** Absent when the client was gone before there was an answer. */
  readonly status: number | undefined;
  readonly code: string | undefined;
  /** When it began, by `performance.now()`. */
  readonly began: number;
  readonly durationMs: number;
  readonly bytesSent: number;
  readonly address: string;
  readonly userId: string | undefined;
  readonly apiKeyId: string | undefined;
  readonly agentGrantId: string | undefined;
  readonly accountId: string | undefined;
}

/** Writes down which requests there were. */
export interface RequestLog {
  /** Remembers a request, to be written with others soon. It never waits, and never fails. */
  add(request: AnsweredRequest): void;
  /** Requests that were dropped so far, because the database did not take them in time. */
  dropped(): number;
  /** Writes what is left, and ends. */
  close(): Promise<void>;
}

/** Keeps the log of requests of one process: in batches, apart from the requests themselves. */
export function createRequestLog({ db, log }: { readonly db: Db; readonly log: Log }): RequestLog {
  let waiting: AnsweredRequest[] = [];
  let writing: Promise<void> | undefined;
  let closed = false;
  let dropped = 0;

  /** Writes all that waits; what cannot be written waits again, at its place. */
  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      try {
        await db.rows(insertRequests(columnsOf(batch)));
      } catch (error) {
        log.debug({ error }, 'failed to write the log of requests');
        if (classifyDatabaseError(error) === 'other') {
          // It would fail again, and keep all others from being written.
          dropped += batch.length;
          continue;
        }
        waiting = [...batch, ...waiting];
        return;
      }
    }
  }

  function flush(): Promise<void> {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  }

  const timer = setInterval(() => void flush(), FLUSH_MS).unref();
  return {
    add(request) {
      if (closed || waiting.length >= CAPACITY) {
        dropped++;
        return;
      }
      waiting.push(request);
      if (waiting.length === BATCH) void flush();
    },
    dropped: () => dropped,
    async close() {
      closed = true;
      clearInterval(timer);
      await writing;
      await flush();
      dropped += waiting.length;
    },
  };
}

function columnsOf(requests: readonly AnsweredRequest[]): RequestColumns {
  const now = performance.now();
  return {
    ages: requests.map(({ began }) => now - began),
    requestIds: requests.map(({ requestId }) => requestId),
    transports: requests.map(({ transport }) => transport),
    operations: requests.map(({ operation }) => operation ?? null),
    statuses: requests.map(({ status }) => status ?? null),
    codes: requests.map(({ code }) => code ?? null),
    durations: requests.map(({ durationMs }) => Math.min(Math.ceil(durationMs), LARGEST_INT)),
    bytesSent: requests.map(({ bytesSent }) => Math.min(bytesSent, LARGEST_INT)),
    addresses: requests.map(({ address }) => address),
    userIds: requests.map(({ userId }) => userId ?? null),
    apiKeyIds: requests.map(({ apiKeyId }) => apiKeyId ?? null),
    agentGrantIds: requests.map(({ agentGrantId }) => agentGrantId ?? null),
    accountIds: requests.map(({ accountId }) => accountId ?? null),
  };
}
