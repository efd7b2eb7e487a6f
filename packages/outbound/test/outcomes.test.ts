import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { createOutbound, type Limits, parseNetworks, parseTargets } from '../src/index.ts';
import { listen, outboundTo, promised, serveHttp, serveTcp } from './target-server.ts';

const HEAD = 'HTTP/1.1 200 OK\r\n';

test('an answer comes back with its status and the start of its body', async () => {
  let seen: { url?: string | undefined; headers: IncomingHttpHeaders; body: string } | undefined;
  const port = await serveHttp(async (request, response) => {
    seen = { url: request.url, headers: request.headers, body: await text(request) };
    response.writeHead(503, { 'retry-after': '7' }).end('grün\0 und mehr');
  });
  expect(await outboundTo(port, { excerptChars: 6 }).call('/a%20b?c=d#e')).toEqual({
    kind: 'answered',
    status: 503,
    retryAfter: 7,
    excerpt: 'grün\ufffd ',
    truncated: true,
    durationMs: expect.any(Number),
  });
  expect(seen).toMatchObject({
    url: '/a%20b?c=d',
    body: 'hello',
    headers: {
      host: `target.test:${port}`,
      connection: 'close',
      'accept-encoding': 'identity',
      'content-length': '5',
    },
  });
});

test('Retry-After may be a date', async () => {
  const port = await serveHttp((_, response) => {
    response.setHeader('retry-after', new Date(Date.now() + 3_600_000).toUTCString()).end();
  });
  const outcome = await outboundTo(port).call();
  expect(outcome).toMatchObject({ kind: 'answered', excerpt: '', truncated: false });
  if (outcome.kind === 'answered') expect(outcome.retryAfter).toBeGreaterThan(3_500);
});

test.each(['soon', '1.5', '-1', '2026'.repeat(9)])('Retry-After: %s says nothing', async (value) => {
  const port = await serveHttp((_, response) => response.setHeader('retry-after', value).end());
  expect(await outboundTo(port).call()).toMatchObject({ kind: 'answered', retryAfter: undefined });
});

test('each call has a connection of its own', async () => {
  const ports = new Set<number | undefined>();
  const port = await serveHttp((request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  const { call } = outboundTo(port);
  await call();
  await call();
  expect(ports.size).toBe(2);
});

test('a redirect is an answer and is not followed', async () => {
  const paths: (string | undefined)[] = [];
  const port = await serveHttp((request, response) => {
    paths.push(request.url);
    const location =
      request.url === '/away' ? 'http://169.254.169.254/latest/' : `http://target.test:${port}/b`;
    response.writeHead(302, { location }).end();
  });
  const { call } = outboundTo(port);
  expect(await call('/away')).toMatchObject({ kind: 'answered', status: 302 });
  expect(await call('/a')).toMatchObject({ kind: 'answered', status: 302 });
  expect(paths).toEqual(['/away', '/a']);
});

test('proxies of the environment are not used', async () => {
  const port = await serveHttp((_, response) => response.end('direct'));
  const proxy = await serveHttp((_, response) => response.end('proxy'));
  process.env.HTTP_PROXY = process.env.http_proxy = `http://127.0.0.1:${proxy}`;
  try {
    expect(await outboundTo(port).call()).toMatchObject({ excerpt: 'direct' });
  } finally {
    delete process.env.HTTP_PROXY;
    delete process.env.http_proxy;
  }
});

test('of a long answer only the allowed bytes are read', async () => {
  const block = Buffer.alloc(65_536, 'x');
  let sent = 0;
  const { promise: cutOff, keep: onCutOff } = promised<void>();
  const port = await serveHttp((_, response) => {
    response.on('close', () => onCutOff());
    const write = () => {
      while (sent < 100_000_000 && !response.destroyed) {
        sent += block.length;
        if (!response.write(block)) return response.once('drain', write);
      }
      return response.end();
    };
    write();
  });
  const outcome = await outboundTo(port, { bodyBytes: 100_000, excerptChars: 200_000 }).call();
  expect(outcome).toMatchObject({ kind: 'answered', status: 200, truncated: true });
  if (outcome.kind === 'answered') expect(outcome.excerpt.length).toBe(100_000);
  await cutOff;
  expect(sent).toBeLessThan(50_000_000);
});

test('a body of exactly the allowed bytes is whole', async () => {
  const port = await serveHttp((_, response) => response.end('x'.repeat(1_000)));
  expect(await outboundTo(port, { bodyBytes: 1_000 }).call()).toMatchObject({ truncated: false });
  expect(await outboundTo(port, { bodyBytes: 999 }).call()).toMatchObject({ truncated: true });
});

test('of what a compressed answer becomes only the allowed bytes are read', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 'x'));
  const port = await serveHttp((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
  const outcome = await outboundTo(port, { bodyBytes: 100_000, excerptChars: 1_000_000 }).call();
  expect(outcome).toMatchObject({ kind: 'answered', status: 200, truncated: true });
  if (outcome.kind === 'answered') expect(outcome.excerpt).toBe('x'.repeat(100_000));
});

test('a body that breaks off or never ends is still an answer', async () => {
  const breaksOff = await serveTcp((socket) =>
    socket.once('data', () => socket.end(`${HEAD}content-length: 10\r\n\r\nhalf`)),
  );
  const neverEnds = await serveTcp((socket) =>
    socket.once('data', () => socket.write(`${HEAD}content-length: 10\r\n\r\nhalf`)),
  );
  const half = { kind: 'answered', status: 200, excerpt: 'half', truncated: true };
  expect(await outboundTo(breaksOff).call()).toMatchObject(half);
  expect(await outboundTo(neverEnds, { totalMs: 3_000 }).call()).toMatchObject(half);
});

test.each([
  ['never answers', () => {}],
  [
    'drips its head',
    (socket: Socket) => {
      socket.write(HEAD);
      const drip = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(drip));
    },
  ],
  ['goes on announcing', (socket: Socket) => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n')],
])('a target that %s leaves it open whether it acted', async (_, listener) => {
  const port = await serveTcp(listener);
  expect(await outboundTo(port, { totalMs: 3_000 }).call()).toEqual({
    kind: 'unknown',
    reason: 'no answer within 3 s',
  });
});

test.each([
  ['resets after it has read', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
  ['closes without a word', (socket: Socket) => socket.once('data', () => socket.end())],
  ['closes within its head', (socket: Socket) => socket.once('data', () => socket.end(`${HEAD}content-le`))],
])('a target that %s leaves it open whether it acted', async (_, listener) => {
  let connections = 0;
  const port = await serveTcp((socket) => {
    connections += 1;
    listener(socket);
  });
  expect(await outboundTo(port).call()).toEqual({
    kind: 'unknown',
    reason: 'the connection was closed before an answer came',
  });
  expect(connections).toBe(1);
});

test('a target that resets before it reads is called once', async () => {
  let connections = 0;
  const port = await serveTcp((socket) => {
    connections += 1;
    socket.resetAndDestroy();
  });
  // Whether the reset comes before the request has been sent is a matter of chance.
  expect(await outboundTo(port).call()).toMatchObject({
    kind: expect.stringMatching(/^(?:notConnected|unknown)$/),
  });
  expect(connections).toBe(1);
});

test.each([
  ['rubbish', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ['an endless head', `${HEAD}x: ${'x'.repeat(100_000)}`],
  ['two lengths', `${HEAD}content-length: 1\r\ncontent-length: 2\r\n\r\nxx`],
])('an answer of %s is not understood', async (_, answer) => {
  const port = await serveTcp((socket) => socket.once('data', () => socket.end(answer)));
  expect(await outboundTo(port).call()).toEqual({ kind: 'unknown', reason: 'the answer was not understood' });
});

test('a closed port has seen nothing of the request', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const refused = { kind: 'notConnected', reason: 'the connection was refused' };
  expect(await outboundTo(address.port).call()).toEqual(refused);
  const both = {
    allowPrivate: parseNetworks('127.0.0.0/8, ::1'),
    resolve: async () => ['::1', '127.0.0.1', '127.0.0.2'],
  };
  expect(await outboundTo(address.port, {}, both).call()).toEqual(refused);
});

test('of several addresses one that answers is enough', async () => {
  const port = await serveHttp((_, response) => response.end());
  const both = {
    allowPrivate: parseNetworks('127.0.0.0/8, ::1'),
    resolve: async () => ['::1', '127.0.0.2', '127.0.0.1'],
  };
  expect(await outboundTo(port, {}, both).call()).toMatchObject({ kind: 'answered' });
});

test('nothing is sent to a server whose certificate is not valid, or that speaks no TLS', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  let requests = 0;
  const secure = await listen(
    createServer({ key, cert }, (_, response) => {
      requests += 1;
      response.end();
    }),
  );
  const plain = await serveHttp((_, response) => {
    requests += 1;
    response.end();
  });
  const mute = await serveTcp(() => {});
  const call = (port: number, limits: Limits = {}) =>
    createOutbound({
      targets: parseTargets(`https://localhost:${port}`),
      allowPrivate: parseNetworks('127.0.0.1'),
      resolve: async () => ['127.0.0.1'],
      limits,
    }).call({ method: 'GET', url: `https://localhost:${port}/`, headers: {} });
  const notConnected = (reason: string) => ({ kind: 'notConnected', reason });
  expect(await call(secure)).toEqual(notConnected('the certificate of the target is not valid'));
  expect(await call(plain)).toEqual(notConnected('no secure connection could be made'));
  expect(await call(mute, { connectMs: 300 })).toEqual(notConnected('no connection within 0.3 s'));
  expect(requests).toBe(0);
});

test('an attempt to connect ends with the call', async () => {
  const { promise: connected, keep: onConnected } = promised<Socket>();
  const port = await serveTcp((socket) => onConnected(socket.resume()));
  const origin = `https://127.0.0.1:${port}`;
  const outbound = createOutbound({
    targets: parseTargets(origin),
    allowPrivate: parseNetworks('127.0.0.1'),
    limits: { totalMs: 300, connectMs: 60_000 },
  });
  const outcome = outbound.call({ method: 'GET', url: origin, headers: {} });
  const socket = await connected;
  const ended = once(socket, 'close');
  expect(await outcome).toEqual({ kind: 'notConnected', reason: 'no connection within 0.3 s' });
  await ended;
});

test('a call is cancelled before it is made, and while it is under way', async () => {
  const { promise: arrived, keep: onArrived } = promised<void>();
  const port = await serveHttp(() => onArrived());
  const { call } = outboundTo(port);
  const reason = 'the call was cancelled';
  expect(await call('/', AbortSignal.abort())).toEqual({ kind: 'notConnected', reason });
  const cancel = new AbortController();
  const outcome = call('/', cancel.signal);
  await arrived;
  cancel.abort();
  expect(await outcome).toEqual({ kind: 'unknown', reason });
});

test('a request may ask for less time, not for more', async () => {
  const port = await serveTcp(() => {});
  const origin = `http://127.0.0.1:${port}`;
  const outbound = createOutbound({
    targets: parseTargets(origin),
    allowPrivate: parseNetworks('127.0.0.1'),
    limits: { totalMs: 4_000 },
  });
  const call = (timeoutMs: number) =>
    outbound.call({ method: 'GET', url: `${origin}/`, headers: {}, timeoutMs });
  expect(await call(2_000)).toMatchObject({ reason: 'no answer within 2 s' });
  expect(await call(2_012.3456789)).toMatchObject({ reason: 'no answer within 2 s' });
  expect(await call(1e9)).toMatchObject({ reason: 'no answer within 4 s' });
});

test('closing waits for calls under way and makes no more', async () => {
  const { promise: arrived, keep: onArrived } = promised<() => void>();
  const port = await serveHttp((_, response) => onArrived(() => response.end('done')));
  const origin = `http://127.0.0.1:${port}`;
  const outbound = createOutbound({
    targets: parseTargets(origin),
    allowPrivate: parseNetworks('127.0.0.1'),
  });
  const request = { method: 'GET', url: `${origin}/`, headers: {} };
  const outcome = outbound.call(request);
  const answer = await arrived;
  const closed = outbound.close();
  expect(await outbound.call(request)).toEqual({ kind: 'notConnected', reason: 'no more calls are made' });
  answer();
  await closed;
  expect(await outcome).toMatchObject({ kind: 'answered', excerpt: 'done' });
});
