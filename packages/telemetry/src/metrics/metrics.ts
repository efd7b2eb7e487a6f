import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { addBacklogMetrics, type Backlog } from './backlog-metrics.ts';
import { addRequestMetrics, type RequestMetrics } from './request-metrics.ts';

export type { Backlog } from './backlog-metrics.ts';
export type { AnsweredCall } from './request-metrics.ts';

/** What became of an attempt to deliver a webhook. */
export type DeliveryResult = 'delivered' | 'failed' | 'gone' | 'cancelled';

const DELIVERY_RESULTS: readonly DeliveryResult[] = ['delivered', 'failed', 'gone', 'cancelled'];

/** The connections of a process to its database. */
export interface PoolCounts {
  /** Connections that are open. */
  readonly total: number;
  /** Those of them that nobody uses. */
  readonly idle: number;
  /** Callers who wait for one. */
  readonly waiting: number;
}

/** What {@link createMetrics} works with. */
export interface MetricsOptions {
  /** Version of the API. */
  readonly version: string;
  /** Most connections that the pool opens. */
  readonly poolSize: number;
  readonly pool: () => PoolCounts;
  /** Requests that were dropped from the log of requests so far. */
  readonly droppedRequests: () => number;
  /** Reads what is left to do from the database; it may fail, and hang. */
  readonly backlog: () => Promise<Backlog>;
}

/** The metrics of a process. */
export interface Metrics extends RequestMetrics {
  /** An attempt to deliver a webhook ended. */
  countDelivery(result: DeliveryResult): void;
  /** All of them in the text format of Prometheus. It never fails because of the database. */
  exposition(): Promise<Exposition>;
}

/** Metrics as they are sent. */
export interface Exposition {
  readonly mediaType: string;
  readonly text: string;
}

/** Makes the metrics of a process. They belong to a registry of their own. */
export function createMetrics({
  version,
  poolSize,
  pool,
  droppedRequests,
  backlog,
}: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  new Gauge({
    name: 'ai_sessions_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.versions.node }, 1);

  new Gauge({
    name: 'ai_sessions_database_pool_connections',
    help: 'Open database connections of this process, by whether somebody uses them.',
    labelNames: ['state'],
    registers,
    collect() {
      const { total, idle } = pool();
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'busy' }, total - idle);
    },
  });
  new Gauge({
    name: 'ai_sessions_database_pool_waiting',
    help: 'Callers of this process that wait for a database connection.',
    registers,
    collect() {
      this.set(pool().waiting);
    },
  });
  new Gauge({
    name: 'ai_sessions_database_pool_size',
    help: 'Most database connections of this process (DATABASE_POOL_SIZE).',
    registers,
  }).set(poolSize);

  new Counter({
    name: 'ai_sessions_request_log_dropped_total',
    help: 'Requests that are missing in the log of requests, because the database did not take them in time.',
    registers,
    collect() {
      this.reset();
      this.inc(droppedRequests());
    },
  });

  const attempts = new Counter({
    name: 'ai_sessions_webhook_attempts_total',
    help: 'Attempts of this process to deliver an event to a webhook, by what became of them.',
    labelNames: ['result'],
    registers,
  });
  // Prometheus computes no rate of a counter that appears with its first increment.
  for (const result of DELIVERY_RESULTS) attempts.inc({ result }, 0);

  const readBacklog = addBacklogMetrics(registers, backlog);
  return {
    ...addRequestMetrics(registers),
    countDelivery: (result) => attempts.inc({ result }),
    async exposition() {
      await readBacklog();
      return { mediaType: registry.contentType, text: await registry.metrics() };
    },
  };
}
