import { expect, it } from 'vitest';
import { type Backlog, createMetrics, type MetricsOptions } from '../src/metrics/metrics.ts';

const backlog: Backlog = {
  jobsWaiting: 3,
  oldestJobAge: 61,
  runsRunning: 2,
  runsOrphaned: 1,
  actionsInDoubt: 4,
  sessionsWaiting: 5,
  oldestSessionAge: 3_600,
  deliveriesDue: 6,
  oldestDeliveryAge: 7,
  applyingStopped: true,
};

const options: MetricsOptions = {
  version: '1.2.3',
  poolSize: 16,
  pool: () => ({ total: 5, idle: 2, waiting: 1 }),
  droppedRequests: () => 8,
  backlog: async () => backlog,
};

/** The lines of the metrics of ours, without those that explain them. */
async function linesOf({ exposition }: ReturnType<typeof createMetrics>): Promise<string[]> {
  const { text } = await exposition();
  return text.split('\n').filter((line) => line.startsWith('ai_sessions_'));
}

it('counts calls by operation and outcome, and failures by their code', async () => {
  const metrics = createMetrics(options);
  const call = { transport: 'rest', operation: 'GetThing', status: 200, code: undefined, durationMs: 3 };
  metrics.observeCall(call);
  metrics.observeCall({ ...call, durationMs: 700 });
  metrics.observeCall({ ...call, status: 404, code: 'NotFound' });
  metrics.observeCall({ ...call, operation: undefined, status: 404, code: 'NotFound' });
  metrics.countHttpRequest('rest', 304);
  metrics.countHttpRequest('page', undefined);
  metrics.countDelivery('gone');
  const lines = await linesOf(metrics);
  expect(lines).toEqual(
    expect.arrayContaining([
      'ai_sessions_request_duration_seconds_bucket{le="0.0025",transport="rest",operation="GetThing",status="2xx"} 0',
      'ai_sessions_request_duration_seconds_bucket{le="0.005",transport="rest",operation="GetThing",status="2xx"} 1',
      'ai_sessions_request_duration_seconds_count{transport="rest",operation="GetThing",status="2xx"} 2',
      'ai_sessions_request_failures_total{transport="rest",operation="GetThing",code="NotFound"} 1',
      'ai_sessions_request_failures_total{transport="rest",operation="none",code="NotFound"} 1',
      'ai_sessions_http_requests_total{kind="rest",status="3xx"} 1',
      'ai_sessions_http_requests_total{kind="page",status="aborted"} 1',
      'ai_sessions_webhook_attempts_total{result="gone"} 1',
      'ai_sessions_webhook_attempts_total{result="delivered"} 0',
    ]),
  );
});

it('tells what is left to do, the connections and what runs', async () => {
  expect(await linesOf(createMetrics(options))).toEqual(
    expect.arrayContaining([
      'ai_sessions_database_up 1',
      'ai_sessions_jobs_waiting 3',
      'ai_sessions_job_oldest_age_seconds 61',
      'ai_sessions_runs_running 2',
      'ai_sessions_runs_orphaned 1',
      'ai_sessions_actions_in_doubt 4',
      'ai_sessions_sessions_waiting 5',
      'ai_sessions_session_oldest_age_seconds 3600',
      'ai_sessions_webhook_deliveries_due 6',
      'ai_sessions_webhook_delivery_oldest_age_seconds 7',
      'ai_sessions_applying_stopped 1',
      'ai_sessions_database_pool_connections{state="idle"} 2',
      'ai_sessions_database_pool_connections{state="busy"} 3',
      'ai_sessions_database_pool_waiting 1',
      'ai_sessions_database_pool_size 16',
      'ai_sessions_request_log_dropped_total 8',
      `ai_sessions_build_info{version="1.2.3",node="${process.versions.node}"} 1`,
    ]),
  );
});

it('answers without the database, and tells no number of before', async () => {
  let read: () => Promise<Backlog> = () => Promise.reject(new Error('gone'));
  const metrics = createMetrics({ ...options, backlog: () => read() });
  const lines = await linesOf(metrics);
  expect(lines).toContain('ai_sessions_database_up 0');
  expect(lines.filter((line) => /jobs_waiting|in_doubt|sessions_waiting/.test(line))).toEqual([]);
  read = async () => backlog;
  expect(await linesOf(metrics)).toContain('ai_sessions_jobs_waiting 3');
});
