import { type Collector, type ReceivedSpan, startCollector } from '@ai-sessions/telemetry/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Applying, startApplying } from './support/applying.ts';
import { onDatabase } from './support/callers.ts';
import { askMcp } from './support/mcp.ts';
import { newWebhook } from './support/receiver.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, basic, type RunningService, until } from './support/service.ts';
import { apply, newSession, newSessionOf } from './support/session.ts';

const TOKEN = 'the-token-for-the-metrics-of-this-test';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

let setup: Applying;
let collector: Collector;
let service: RunningService;

beforeAll(async () => {
  collector = await startCollector();
  setup = await startApplying({
    METRICS_TOKEN: TOKEN,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '50',
  });
  ({ service } = setup);
});

afterAll(async () => {
  await setup.close();
  collector.close();
});

const scrape = (authorization: string | null = `Bearer ${TOKEN}`) =>
  service.request('/metrics', { authorization });
/** The value of a series; `undefined` when there is none. */
async function seriesValue(series: string): Promise<number | undefined> {
  const line = (await scrape()).text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
const calls = (transport: string, operation: string, status = '2xx') =>
  `ai_sessions_request_duration_seconds_count{transport="${transport}",operation="${operation}",status="${status}"}`;

describe('the metrics', () => {
  it('are for whoever has the token', async () => {
    expect((await scrape()).headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const authorization of [
      null,
      'Bearer wrong',
      `Basic ${TOKEN}`,
      basic(ADMIN_EMAIL, ADMIN_PASSWORD),
    ]) {
      const { status, headers, body } = await scrape(authorization);
      expect([status, headers.get('www-authenticate'), body.responseStatus.errorCode]).toEqual([
        401,
        'Bearer realm="metrics"',
        'Unauthorized',
      ]);
    }
    const posted = await service.request('/metrics', { authorization: `Bearer ${TOKEN}`, json: {} });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('tell calls of each transport by their operation, and no path and nothing of a customer', async () => {
    const { path } = await newSessionOf(service, setup.keyed, 1);
    await service.request(path);
    await service.request(`${path}x`);
    await service.request('/ai/nothing/to/be/found');
    const input = encodeURIComponent(JSON.stringify({ sessionId: path.slice('/ai/sessions/'.length) }));
    await service.request(`/api/trpc/session.get?input=${input}`);
    await service.request('/api/trpc/session.get?input=%7B%22sessionId%22%3A%22none%22%7D');
    const credentials = { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD) };
    await askMcp({ url: service.url, credentials }, '2025-11-25', 'tools/call', {
      name: 'list_my_sessions',
      arguments: {},
    });
    await service.request('/login', { authorization: null, headers: { accept: 'text/html' } });
    expect(await seriesValue(calls('rest', 'GetAISession'))).toBe(1);
    expect(await seriesValue(calls('rest', 'GetAISession', '4xx'))).toBe(1);
    expect(await seriesValue(calls('rest', 'none', '4xx'))).toBe(1);
    expect(await seriesValue(calls('trpc', 'GetAISession'))).toBe(1);
    expect(await seriesValue(calls('trpc', 'GetAISession', '4xx'))).toBe(1);
    expect(await seriesValue(calls('mcp', 'ListAISessions'))).toBe(1);
    expect(await seriesValue(calls('page', 'Page'))).toBe(1);
    const failures = 'ai_sessions_request_failures_total';
    expect(await seriesValue(`${failures}{transport="rest",operation="GetAISession",code="NotFound"}`)).toBe(
      1,
    );
    expect(await seriesValue('ai_sessions_http_requests_total{kind="mcp",status="2xx"}')).toBe(1);
    const { text } = await scrape();
    expect(text).not.toContain(path.slice('/ai/sessions/'.length));
    expect(text).not.toContain(ADMIN_EMAIL);
  });

  it('tell what is left to do and how webhooks fare', async () => {
    setup.target.answer = (_, response) => void response.writeHead(204).end();
    const { id } = await newWebhook(service, `${setup.target.url}/hook`);
    await service.request(`/ai/webhooks/${id}/test`, { method: 'POST' });
    await until(
      async () => ((await seriesValue('ai_sessions_webhook_attempts_total{result="delivered"}')) ?? 0) > 0,
    );
    expect(await seriesValue('ai_sessions_database_up')).toBe(1);
    // What is read from the database is told again for some seconds.
    await until(async () => (await seriesValue('ai_sessions_sessions_waiting')) === 1);
    expect(await seriesValue('ai_sessions_actions_in_doubt')).toBe(0);
  });
});

describe('the log of requests', () => {
  const listed = async (query: string) =>
    (await service.request(`/requests?${query}`)).body.items as readonly Record<string, unknown>[];
  const as = (requestId: string) => ({ headers: { 'x-request-id': requestId } });

  it('has each call of each transport with its caller and its outcome, and nothing of what was said', async () => {
    const path = await newSession(service);
    const id = path.slice('/ai/sessions/'.length);
    await service.request(`${path}?text=secret-in-query`, as('log-rest'));
    await service.request(`${path}x`, as('log-rest-missing'));
    await service.request('/ai/nothing/to/be/found', as('log-rest-none'));
    await service.request('/ai/sessions', { authorization: null, ...as('log-rest-stranger') });
    const inputs = encodeURIComponent(JSON.stringify({ 0: { sessionId: id }, 1: { sessionId: 'none' } }));
    await service.request(`/api/trpc/session.get,session.get?batch=1&input=${inputs}`, as('log-trpc'));
    await service.request('/api/trpc/no.such', as('log-trpc-none'));
    await service.request('/login', { authorization: null, headers: { 'x-request-id': 'log-page' } });
    await until(async () => (await listed('requestId=log-trpc-none')).length > 0);
    const outcomes = async (requestId: string) =>
      (await listed(`requestId=${requestId}&sortField=id&sortOrder=Ascend`))
        .map(({ transport, operation, status, code }) => [transport, operation, status, code])
        .sort((a, b) => Number(a[2]) - Number(b[2]));
    expect(await outcomes('log-rest')).toEqual([['rest', 'GetAISession', 200, undefined]]);
    expect(await outcomes('log-rest-missing')).toEqual([['rest', 'GetAISession', 404, 'NotFound']]);
    expect(await outcomes('log-rest-none')).toEqual([['rest', undefined, 404, 'NotFound']]);
    expect(await outcomes('log-rest-stranger')).toEqual([['rest', 'ListAISessions', 401, 'Unauthorized']]);
    expect(await outcomes('log-trpc')).toEqual([
      ['trpc', 'GetAISession', 200, undefined],
      ['trpc', 'GetAISession', 404, 'NotFound'],
    ]);
    expect(await outcomes('log-trpc-none')).toEqual([['trpc', undefined, 404, undefined]]);
    expect(await listed('requestId=log-page')).toEqual([]);
    const [entry] = await listed('requestId=log-rest');
    expect(entry).toMatchObject({ userName: ADMIN_EMAIL, address: '127.0.0.1' });
    expect(entry?.bytesSent).toBeGreaterThan(200);
    expect(await listed('operation=ListAISessions&code=Unauthorized')).toEqual([
      expect.not.objectContaining({ userId: expect.anything() }),
    ]);
    const rows = await onDatabase(setup.database.url, 'SELECT r::text AS row FROM request_log r');
    expect(rows.map(({ row }) => String(row)).join()).not.toMatch(/secret-in-query|example\.com/);
  });

  it('has calls of tools, and leads to the events of a request', async () => {
    const credentials = { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD) };
    await askMcp({ url: service.url, credentials }, '2025-11-25', 'tools/call', {
      name: 'list_my_sessions',
      arguments: {},
    });
    await until(async () => (await listed('operation=ListAISessions&failed=false')).length > 0);
    const [call] = await listed('operation=ListAISessions&failed=false');
    expect(call).toMatchObject({ transport: 'mcp', status: 200, userName: ADMIN_EMAIL });
    await newSession(service);
    await until(async () => (await listed('operation=NewAISession')).length > 0);
    const [created] = await listed('operation=NewAISession');
    const events = await service.request(`/audit/events?requestId=${created?.requestId}`);
    expect(events.body.items).toEqual([expect.objectContaining({ operation: 'NewAISession' })]);
  });

  it('loses none at a graceful stop, and is not kept where nobody wants it', async () => {
    const silent = await setup.another({ REQUEST_LOG: 'false' });
    await silent.request('/ai/sessions', as('log-unwanted'));
    await silent.stop();
    const another = await setup.another();
    for (let index = 0; index < 20; index++) await another.request('/ai/sessions', as(`log-stop-${index}`));
    await another.stop();
    const rows = await onDatabase(
      setup.database.url,
      "SELECT count(*)::int AS n FROM request_log WHERE request_id LIKE 'log-stop-%'",
    );
    expect(rows).toEqual([{ n: 20 }]);
    expect(await listed('requestId=log-unwanted')).toEqual([]);
  });
});

describe('the traces', () => {
  const named = (name: string): ReceivedSpan[] => collector.spans.filter((span) => span.name === name);
  const inTrace = (spans: readonly ReceivedSpan[]) => spans.filter(({ traceId }) => traceId === TRACE);

  it('go on with that of a request, down to its statements and to the targets of what it proposed', async () => {
    const path = await newSession(service);
    setup.target.calls.length = 0;
    await service.request(`${path}/actions?text=secret`, {
      json: { functionName: setup.keyed, arguments: '{"n":1}' },
      headers: { traceparent: `00-${TRACE}-${CALLER}-01` },
    });
    await apply(service, path);
    // The run has been answered for before its own span ends.
    await until(async () => named('apply_session').length > 0);
    const [request] = inTrace(named('POST /ai/sessions/{sessionId}/actions'));
    const [operation] = inTrace(named('NewAISessionAction'));
    const [call] = inTrace(named('POST'));
    expect([request?.parentSpanId, operation?.parentSpanId, call?.parentSpanId]).toEqual([
      CALLER,
      request?.spanId,
      CALLER,
    ]);
    const below = inTrace(collector.spans).filter(({ parentSpanId }) => parentSpanId === operation?.spanId);
    expect(below.map(({ attributes }) => attributes['db.system.name'])).toContain('postgresql');
    expect(setup.target.calls.map(({ headers }) => headers.traceparent)).toContain(
      `00-${TRACE}-${call?.spanId}-01`,
    );
    expect(JSON.stringify(collector.spans)).not.toContain('secret');
  });
});

it('answers for its metrics without the database, and says so', async () => {
  await setup.database.drop();
  await until(async () => (await seriesValue('ai_sessions_database_up')) === 0);
  const { status, text } = await scrape();
  expect([status, /^ai_sessions_actions_in_doubt /m.test(text)]).toEqual([200, false]);
});
