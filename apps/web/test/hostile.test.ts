import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHORIZATION, sendBytes } from './support/exchange.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, basic, type RunningService, startService } from './support/service.ts';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  expect(service.process.exitCode).toBeNull();
  expect(service.output()).not.toMatch(/"level":"(error|fatal)"/);
  await service.stop();
});

describe('framing', () => {
  it.each([
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
    ['an unknown verb', 'BREW /ai/sessions HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST /ai/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'two lengths',
      'POST /ai/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
    ],
    ['a negative length', 'POST /ai/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n', 400],
    ['a blank in a header name', 'GET /healthz HTTP/1.1\r\nHost : a\r\n\r\n', 400],
    ['a folded header', 'GET /healthz HTTP/1.1\r\nHost: a\r\nX: b\r\n c: d\r\n\r\n', 400],
    ['a target of another protocol', 'GET ftp://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a target without a host', 'GET http:///healthz HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a password in the target', 'GET http://user:secret@a/healthz HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a host alone as the target', 'GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['* for another verb than OPTIONS', 'GET * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a password in Host', 'GET /login HTTP/1.1\r\nHost: a@b\r\n\r\n', 400],
    ['a path in Host', 'GET /login HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
    ['two hosts in Host', 'GET /login HTTP/1.1\r\nHost: a, b\r\n\r\n', 400],
    ['HTTP/2.0', 'GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n', 400],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['HTTP/0.9', 'GET /healthz\r\n\r\n', 400],
    ['201 headers', `GET /healthz HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(200)}\r\n`, 431],
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    ['an unknown expectation', 'GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n', 400],
    ['garbage', '\u0016\u0003\u0001\u0000\u00a5', 400],
    ['a path of 20 KB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
    ['headers of 20 KB', `GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['headers of 100 KB', `GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`, 431],
  ])('with %s is refused once, with a code', async (_, text, status) => {
    const answer = await sendBytes(service.url, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toHaveLength(1);
    expect(answer).toMatch(/"errorCode":"\w+"/);
    expect(answer).toMatch(/X-Content-Type-Options: nosniff/);
  });

  const create = (head: string, body: string, purpose: string) =>
    `POST /ai/sessions HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}Content-Type: application/json\r\n${head}\r\n${body}` +
    // What comes behind must not count either, wherever it is taken to begin.
    `POST /ai/sessions HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}Content-Type: application/json\r\nContent-Length: ${
      purpose.length + 14
    }\r\n\r\n{"purpose":"${purpose}"}`;
  const CHUNKS = '14\r\n{"purpose":"framed"}\r\n0\r\n\r\n';

  it.each([
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: identity, chunked',
    'Transfer-Encoding: x-unknown, chunked',
    'Transfer-Encoding: chunked, gzip',
    'Transfer-Encoding: chunked, chunked',
    'Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding:\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: , chunked',
    'Transfer-Encoding: chunked,',
    'Transfer-Encoding: chunked;q=1',
    'Transfer-Encoding: "chunked"',
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding: identity',
    'Transfer-Encoding: gzip',
    'Transfer-Encoding:',
    'Transfer-Encoding: gzip, chunked\r\nContent-Length: 31',
    'Transfer-Encoding: identity\r\nContent-Length: 31',
    'Transfer-Encoding: chunked\r\nContent-Length: 31',
    'Connection: Upgrade\r\nUpgrade: h2c\r\nTransfer-Encoding: gzip, chunked',
    'Expect: 100-continue\r\nTransfer-Encoding: gzip, chunked',
    `${'X: y\r\n'.repeat(250)}Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked`,
    `${'X: y\r\n'.repeat(250)}Content-Length: 31`,
  ])('with %j is refused, whatever follows on the connection, and makes nothing', async (head) => {
    const count = async () => (await service.request('/ai/sessions')).body.totalCount;
    const before = await count();
    const answer = await sendBytes(service.url, create(`${head}\r\n`, CHUNKS, 'smuggled'));
    expect(answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '')).toMatch(/^HTTP\/1\.1 4(?:00|31) /);
    expect(answer.match(/HTTP\/1\.1 [2-5]\d\d/g)).toHaveLength(1);
    expect(answer).toMatch(/Connection: close/);
    expect(await count()).toBe(before);
  });

  it('with chunks is for HTTP/1.1', async () => {
    const text = create('Transfer-Encoding: Chunked\r\n', CHUNKS, 'second');
    const closing = text.replace('Content-Length', 'Connection: close\r\nContent-Length');
    expect((await sendBytes(service.url, closing)).match(/HTTP\/1\.1 \d{3}/g)).toEqual([
      'HTTP/1.1 200',
      'HTTP/1.1 200',
    ]);
    const old = text.replace('HTTP/1.1', 'HTTP/1.0');
    expect((await sendBytes(service.url, old)).match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 400']);
  });
});

describe('bodies', () => {
  const send = (body: BodyInit, headers: Record<string, string>) =>
    fetch(`${service.url}/ai/sessions`, {
      method: 'POST',
      headers: {
        authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD),
        'content-type': 'application/json',
        ...headers,
      },
      body,
    });

  it('over 1 MiB are refused, plain, chunked and compressed, and the answer arrives', async () => {
    const large = JSON.stringify({ purpose: 'x'.repeat(1_048_577) });
    expect((await send(large, {})).status).toBe(413);
    const stream = new Blob([large]).stream();
    const chunked = await fetch(`${service.url}/ai/sessions`, {
      method: 'POST',
      headers: { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD), 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    const bomb = gzipSync('0'.repeat(50_000_000));
    expect((await send(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
  });

  it('that are compressed are read; that lie about it or use another way are refused', async () => {
    const body = JSON.stringify({ purpose: 'Small' });
    expect((await send(gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(200);
    expect((await send(body, { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await send(body, { 'content-encoding': 'zstd' })).status).toBe(415);
    expect((await send(body, { 'content-type': 'application/json; charset=utf-16' })).status).toBe(400);
    expect((await send(Uint8Array.of(0xff, 0xfe, 0x7b), {})).status).toBe(400);
    expect((await send('['.repeat(10_000), {})).status).toBe(400);
  });

  it('that are cut off do nothing', async () => {
    const before = (await service.request('/ai/sessions')).body.totalCount;
    const { hostname, port } = new URL(service.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /ai/sessions HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}Content-Type: application/json\r\nContent-Length: 400\r\n\r\n{"purpose":"half"}`,
          () => socket.destroy(),
        );
      });
      socket.on('close', () => resolve());
    });
    expect((await service.request('/ai/sessions')).body.totalCount).toBe(before);
  });
});

it('answers anything with a status of ours and a code, never with 5xx', async () => {
  const segment = fc.oneof(
    fc.constantFrom(
      'ai',
      'sessions',
      'accounts',
      'api',
      'json',
      'reply',
      'NewAISession',
      'ListAISessions.json',
      '..',
      '%2e%2e',
      '%00',
      '__proto__',
      'constructor',
      'x.json',
      'trpc',
      'session.list',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }).map((text) => encodeURIComponent(text.toWellFormed())),
  );
  const value = fc.oneof(
    fc.constantFrom('-1', '1e9', 'NaN', '[]', '{}', "'", '%FF', '%00', 'null'),
    fc.string({ maxLength: 5 }).map(encodeURIComponent),
  );
  const name = fc.constantFrom(
    'page',
    'cursor',
    'sortField',
    'accountIds',
    'specificIds',
    'text',
    'all',
    'format',
    'callback',
    'input',
    '__proto__',
  );
  const attempt = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'),
    path: fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
    query: fc.array(fc.tuple(name, value), { maxLength: 3 }),
    body: fc.oneof(fc.json(), fc.string()),
    accept: fc.constantFrom('*/*', 'application/json', 'text/*;q=0.1', ';;;', 'application/json;q=x', ','),
  });
  await fc.assert(
    fc.asyncProperty(attempt, async ({ method, path, query, body, accept }) => {
      const target = `${path}?${query.map(([key, text]) => `${key}=${text}`).join('&')}`;
      const reads = method === 'GET' || method === 'HEAD';
      const answer = await service.request(target, {
        method,
        body: reads ? undefined : body,
        headers: { accept, 'content-type': 'application/json' },
      });
      expect(answer.status, `${method} ${target}`).toBeLessThan(500);
      if (answer.status >= 400 && method !== 'HEAD' && answer.body !== undefined) {
        const [first] = [answer.body].flat();
        expect((first.responseStatus ?? first.error.data.responseStatus).errorCode).toMatch(/^\w+$/);
      }
    }),
    { numRuns: 400 },
  );
});
