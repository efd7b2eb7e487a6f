import { apiErrorOf, type CallWatch } from '@ai-sessions/api';
import type { Configuration } from '@ai-sessions/config';
import { type RequestLog, readBacklog } from '@ai-sessions/db';
import type { RestEvents } from '@ai-sessions/rest';
import type { Metrics } from '@ai-sessions/telemetry/metrics';
import type { Tracing } from '@ai-sessions/telemetry/tracing';
import { VERSION } from '../version.ts';
import type { Persistence } from './persistence.ts';

/** What operators see of this process; each part is absent unless they want it, and its libraries are not loaded then. */
export interface Telemetry {
  readonly metrics: Metrics | undefined;
  /** With which the metrics are read. */
  readonly metricsToken: string | undefined;
  readonly tracing: Tracing | undefined;
}

/** Begins to send traces, when the configuration says where to. */
export async function startTraces({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
}: Configuration): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const { startTracing } = await import('@ai-sessions/telemetry/tracing');
  return startTracing({ endpoint, version: VERSION });
}

/** Makes the metrics, when somebody may read them. */
export async function createProcessMetrics(
  { METRICS_TOKEN, DATABASE_POOL_SIZE }: Configuration,
  { database: { db, pool, replica } }: Persistence,
  requestLog: RequestLog | undefined,
): Promise<Metrics | undefined> {
  if (METRICS_TOKEN === undefined) return undefined;
  const { createMetrics } = await import('@ai-sessions/telemetry/metrics');
  return createMetrics({
    version: VERSION,
    poolSize: DATABASE_POOL_SIZE,
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    droppedRequests: () => requestLog?.dropped() ?? 0,
    replica,
    backlog: () => readBacklog(db),
  });
}

/** Tells of the calls of procedures; `undefined` when nobody wants to know. */
export function callWatch({ metrics, tracing }: Telemetry): CallWatch | undefined {
  const traced: CallWatch = (operation, _, call) =>
    tracing ? tracing.operation(operation.name, call, apiErrorOf) : call();
  if (!metrics) return tracing && traced;
  return async (operation, transport, call) => {
    // REST tells of its answers, which are more than its calls: those too that led to none.
    if (transport === 'rest') return traced(operation, transport, call);
    const started = performance.now();
    const observe = (status: number, code?: string) =>
      metrics.observeCall({
        transport,
        operation: operation.name,
        status,
        code,
        durationMs: performance.now() - started,
      });
    try {
      const answer = await traced(operation, transport, call);
      observe(200);
      return answer;
    } catch (error) {
      const { status, code } = apiErrorOf(error);
      observe(status, code);
      throw error;
    }
  };
}

/** Tells of the answers of REST; `undefined` when nobody wants to know. */
export function restWatch({ metrics, tracing }: Telemetry): RestEvents['onAnswer'] {
  if (!metrics && !tracing) return undefined;
  return ({ operation, ...answered }) => {
    metrics?.observeCall({ transport: 'rest', operation: operation?.name, ...answered });
    if (operation) tracing?.nameRoute(operation.verb, operation.route);
  };
}
