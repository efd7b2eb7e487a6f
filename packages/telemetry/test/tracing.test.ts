import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type Collector, type ReceivedSpan, startCollector } from '../src/testing/collector.ts';
import { startTracing, type Tracing } from '../src/tracing/tracing.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const SERVER = 2;
const CLIENT = 3;
const ERROR = 2;
const failureOf = () => ({ code: 'NotFound', status: 404 });

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(): Promise<{ tracing: Tracing; collector: Collector }> {
  const collector = await startCollector();
  const tracing = startTracing({ endpoint: collector.endpoint, version: '1.2.3' });
  closers.push(() => tracing.stop(), collector.close);
  return { tracing, collector };
}

/** A server that serves each request in a span; its address. */
async function serve(
  tracing: Tracing,
  work: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const path = url.replace(/\?.*/, '');
    void tracing.request({ method, path, headers, requestId: 'r1' }, response, () => work(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const named = ({ spans }: Collector, name: string): ReceivedSpan => {
  const found = spans.filter((span) => span.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} spans are called ${name}.`);
  return found[0];
};

it('goes on with the trace of a request, and tells targets of it', async () => {
  const { tracing, collector } = await start();
  let told: IncomingHttpHeaders = {};
  const target = createServer((request, response) => {
    told = request.headers;
    response.writeHead(201).end();
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  closers.push(() => target.close());
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/hook?secret=x`;

  const address = await serve(tracing, async (_, response) => {
    await tracing.operation(
      'PatchThing',
      async () => {
        await tracing.statement('UPDATE "public"."thing" SET name = $1', async () => 1);
        await tracing.outgoing({ method: 'POST', url }, async (headers) => {
          const { status } = await fetch(url, { method: 'POST', headers });
          return { kind: 'answered', status };
        });
      },
      failureOf,
    );
    tracing.nameRoute('PATCH', '/things/{id}');
    response.end();
  });
  const headers = { traceparent: `00-${TRACE}-${CALLER}-01`, tracestate: 'vendor=x' };
  await fetch(`${address}/things/7?text=secret`, { method: 'PATCH', headers });
  await tracing.stop();

  const request = named(collector, 'PATCH /things/{id}');
  const operation = named(collector, 'PatchThing');
  const statement = named(collector, 'UPDATE thing');
  const call = named(collector, 'POST');
  expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  expect([request, operation, statement, call].map(({ parentSpanId }) => parentSpanId)).toEqual([
    CALLER,
    request.spanId,
    operation.spanId,
    operation.spanId,
  ]);
  expect([request.kind, statement.kind, call.kind]).toEqual([SERVER, CLIENT, CLIENT]);
  expect(request.attributes).toEqual({
    'http.request.method': 'PATCH',
    'http.route': '/things/{id}',
    'http.response.status_code': 200,
    'url.path': '/things/7',
    'ai_sessions.request_id': 'r1',
  });
  expect(call.attributes['http.response.status_code']).toBe(201);
  expect([told.traceparent, told.tracestate]).toEqual([`00-${TRACE}-${call.spanId}-01`, undefined]);
  expect(collector.resource).toMatchObject({ 'service.name': 'ai-sessions', 'service.version': '1.2.3' });
  expect(JSON.stringify(collector.spans)).not.toContain('secret');
});

it('carries out in the trace of the proposal what was proposed there, and links to what carries it out', async () => {
  const { tracing, collector } = await start();
  let told: Readonly<Record<string, string>> = {};
  await tracing.job('apply_session', () =>
    tracing.outgoing(
      { method: 'POST', url: 'https://target.example.com/', parent: `00-${TRACE}-${CALLER}-01` },
      async (fields) => {
        told = fields;
        return { kind: 'unknown' };
      },
    ),
  );
  await tracing.stop();
  const call = named(collector, 'POST');
  const job = named(collector, 'apply_session');
  expect([call.traceId, call.parentSpanId, call.links?.map(({ traceId }) => traceId)]).toEqual([
    TRACE,
    CALLER,
    [job.traceId],
  ]);
  expect([call.status.code, call.attributes['error.type']]).toEqual([ERROR, 'unknown']);
  expect(told).toEqual({ traceparent: `00-${TRACE}-${call.spanId}-01` });
});

it('keeps to what a caller says of sampling, and still hands the trace on', async () => {
  const { tracing, collector } = await start();
  let told: Readonly<Record<string, string>> = {};
  const address = await serve(tracing, async (_, response) => {
    await tracing.outgoing({ method: 'GET', url: 'https://target.example.com/' }, async (fields) => {
      told = fields;
      return { kind: 'answered', status: 200 };
    });
    response.end();
  });
  await fetch(address, { headers: { traceparent: `00-${TRACE}-${CALLER}-00` } });
  await tracing.stop();
  expect(collector.spans).toEqual([]);
  expect(told.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
});

it('marks what failed, and takes what a caller did wrong for no error', async () => {
  const { tracing, collector } = await start();
  const operation = (name: string, status: number, code: string) =>
    tracing
      .operation(
        name,
        () => Promise.reject(new Error('secret')),
        () => ({ status, code }),
      )
      .catch(() => {});
  await operation('Ours', 503, 'DatabaseUnavailable');
  await operation('Theirs', 404, 'NotFound');
  await tracing
    .statement('SELECT 1 FROM thing', () => Promise.reject(Object.assign(new Error('x'), { code: '57014' })))
    .catch(() => {});
  await tracing.stop();
  const told = (name: string) => [
    named(collector, name).status.code,
    named(collector, name).attributes['error.type'],
  ];
  expect(told('Ours')).toEqual([ERROR, 'DatabaseUnavailable']);
  expect(told('Theirs')).toEqual([0, 'NotFound']);
  expect(told('SELECT thing')).toEqual([ERROR, '57014']);
  expect(JSON.stringify(collector.spans)).not.toContain('secret');
});

it('does what it is asked for, and ends, although its collector is gone', async () => {
  const { tracing, collector } = await start();
  collector.close();
  expect(await tracing.operation('Lonely', async () => 7, failureOf)).toBe(7);
  await tracing.stop();
  expect(collector.spans).toEqual([]);
});
