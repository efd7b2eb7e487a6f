import { Counter, Histogram, type Registry } from 'prom-client';

/** A call of an operation that was answered. */
export interface AnsweredCall {
  /** How it came in: `rest`, `trpc`, `mcp` or `page`. */
  readonly transport: string;
  /** Name of the operation; `undefined` when the request led to none. */
  readonly operation: string | undefined;
  /** HTTP status of the answer, or the one that stands for the failure. */
  readonly status: number;
  /** Code of the failure, when there was one. */
  readonly code: string | undefined;
  readonly durationMs: number;
}

/** The metrics of requests. */
export interface RequestMetrics {
  /** A call of an operation was answered. */
  observeCall(call: AnsweredCall): void;
  /**
   * An HTTP request has ended.
   *
   * @param kind Which part of the server it was for.
   * @param status `undefined` when its client was gone before there was an answer.
   */
  countHttpRequest(kind: string, status: number | undefined): void;
}

/** From what a read takes by itself to the time within which every request is answered. */
const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What stands for the name of an operation where there is none. */
const NO_OPERATION = 'none';

/** Adds the metrics of requests. */
export function addRequestMetrics(registers: Registry[]): RequestMetrics {
  const durations = new Histogram({
    name: 'ai_sessions_request_duration_seconds',
    help: 'Time until the answer to a call of an operation was there, without sending it.',
    labelNames: ['transport', 'operation', 'status'],
    buckets: BUCKETS_SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'ai_sessions_request_failures_total',
    help: 'Calls of operations that were answered with a failure, by its code.',
    labelNames: ['transport', 'operation', 'code'],
    registers,
  });
  const requests = new Counter({
    name: 'ai_sessions_http_requests_total',
    help: 'HTTP requests, by which part of the server they were for.',
    labelNames: ['kind', 'status'],
    registers,
  });

  // Each set of labels is checked once: that takes as long as everything else here.
  const durationsOf = keeping((transport: string, operation: string, status: string) =>
    durations.labels({ transport, operation, status }),
  );
  const requestsOf = keeping((kind: string, status: string) => requests.labels({ kind, status }));
  return {
    observeCall({ transport, operation = NO_OPERATION, status, code, durationMs }) {
      durationsOf(transport, operation, classOf(status)).observe(durationMs / 1_000);
      if (code !== undefined) failures.inc({ transport, operation, code });
    },
    countHttpRequest: (kind, status) =>
      requestsOf(kind, status === undefined ? 'aborted' : classOf(status)).inc(),
  };
}

const CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'];

/** The class of a status: `4xx`. */
function classOf(status: number): string {
  return CLASSES[Math.floor(status / 100) - 1] ?? '5xx';
}

/** Keeps what is made for each list of names. There are few: all of them are names in our own code. */
function keeping<Names extends readonly string[], Made>(
  make: (...names: Names) => Made,
): (...names: Names) => Made {
  const kept = new Map<string, Made>();
  return (...names) => {
    const key = names.join(' ');
    const known = kept.get(key);
    if (known) return known;
    const made = make(...names);
    kept.set(key, made);
    return made;
  };
}
