import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHORIZATION, answersIn, sendBytes } from './support/exchange.ts';
import { ADMIN_EMAIL, ADMIN_PASSWORD, basic, type RunningService, startService } from './support/service.ts';

let service: RunningService;

beforeAll(async () => {
  service = await startService({ DRAIN_SECONDS: '0' });
  // Next would listen for upgrades from its first request on.
  await service.request('/login');
});

afterAll(async () => {
  expect(service.output()).not.toMatch(/database connection lost|uncaught exception/);
  await service.stop();
});

const JSON_TYPE = 'Content-Type: application/json\r\n';
const H2C =
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n';
const WEBSOCKET =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const BODY = '{"purpose":"upgraded"}';
const LAST = 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

const sizes = { length: `Content-Length: ${BODY.length}\r\n\r\n${BODY}` };
const chunks = `Transfer-Encoding: chunked\r\n\r\n${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
const post = (upgrade: string, rest: string) =>
  `POST /ai/sessions HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}${JSON_TYPE}${upgrade}${rest}`;

/** The statuses of what comes back, in order. */
const statuses = async (...pieces: string[]) =>
  answersIn(await sendBytes(service.url, ...pieces)).map(({ status }) => status);

describe('a request for another protocol is answered over this one', () => {
  it.each([
    ['HTTP/2', H2C],
    ['a web socket', WEBSOCKET],
    ['one nobody knows', 'connection: keep-alive , UPGRADE\r\nupgrade: x/1, y\r\n'],
    ['two in two headers', 'Connection: Upgrade\r\nConnection: x\r\nUpgrade: h2c\r\nUpgrade: foo\r\n'],
  ])('%s, body and what comes behind it included', async (_, upgrade) => {
    const page = `GET /login HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n${upgrade}\r\n`;
    const requests = [post(upgrade, sizes.length), post(upgrade, chunks), page, post('', sizes.length)];
    const answers = answersIn(await sendBytes(service.url, requests.join('') + LAST));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.map(({ headers }) => new Map(headers).get('connection'))).toEqual([
      ...requests.map(() => 'keep-alive'),
      'close',
    ]);
    for (const { body } of answers.slice(0, 2))
      expect(JSON.parse(body)).toMatchObject({ purpose: 'upgraded' });
    expect(answers[2]?.body).toContain('<title>');
  });

  it('when its body comes later, with 100 Continue or without', async () => {
    const [head = '', body = ''] = post(H2C, sizes.length).split(/(?<=\r\n\r\n)/);
    for (const expectation of ['', 'Expect: 100-continue\r\n']) {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
      let text = '';
      socket.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
      });
      const ended = once(socket, 'end');
      socket.write(head.replace('\r\n', `\r\n${expectation}`));
      if (expectation) await once(socket, 'data');
      for (const piece of [body.slice(0, 9), body.slice(9), LAST]) {
        socket.write(piece);
        await new Promise(setImmediate);
      }
      await ended;
      expect(answersIn(text).map(({ status }) => status)).toEqual([...(expectation ? [100] : []), 200, 200]);
    }
  });

  it('and the connection stays, for as many as come', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<Socket>();
    for (let round = 0; round < 40; round++) {
      const request = get(`${service.url}/healthz`, {
        agent,
        headers: { connection: 'upgrade', upgrade: 'h2c' },
      });
      const [response] = await once(request, 'response');
      response.resume();
      await once(response, 'end');
      expect(response.statusCode).toBe(200);
      sockets.add(response.socket);
    }
    agent.destroy();
    expect(sockets.size).toBe(1);
    expect(service.output()).not.toContain('MaxListenersExceeded');
  });

  it('unless the client wants it to end', async () => {
    const closing = H2C.replace('Connection: ', 'Connection: close, ');
    const [answer, ...more] = answersIn(
      await sendBytes(service.url, `GET /healthz HTTP/1.1\r\nHost: a\r\n${closing}\r\n${LAST}`),
    );
    expect([answer?.status, more]).toEqual([200, []]);
    expect(await statuses(`GET /healthz HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`)).toEqual([
      200,
    ]);
  });

  it('by curl, too', () => {
    const { stdout } = spawnSync(
      'curl',
      [
        ...['-s', '--http2', '-u', `${ADMIN_EMAIL}:${ADMIN_PASSWORD}`, '-d', '{"purpose":"curl"}'],
        ...['-H', 'Content-Type: application/json', '-w', ' %{http_code} %{http_version} %{num_connects}\n'],
        ...[`${service.url}/ai/sessions`, `${service.url}/ai/sessions`],
      ],
      { encoding: 'utf8' },
    );
    expect(stdout.match(/ \d.*$/gm)).toEqual([' 200 1.1 1', ' 200 1.1 0']);
  });
});

describe('a connection', () => {
  const list = `GET /ai/sessions HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}\r\n`;

  it('is answered in the order of its requests, what cannot be read included', async () => {
    expect(await statuses(`${list}GARBAGE\r\n\r\n`)).toEqual([200, 400]);
    expect(await statuses(`${list}CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n`)).toEqual([200, 405]);
    expect(await statuses(`${list}${post('', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n')}`)).toEqual([
      200, 400,
    ]);
    expect(await statuses(`${list}GET /nope HTTP/1.1\r\nHost: a\r\n${H2C}\r\n${LAST}`)).toEqual([
      200, 404, 200,
    ]);
  });

  it('has its changes made in the order of its requests', async () => {
    const { body } = await service.request('/ai/sessions', { json: { purpose: '0' } });
    const changes = Array.from({ length: 20 }, (_, n) => {
      const json = JSON.stringify({ purpose: String(n + 1) });
      return `PATCH /ai/sessions/${body.id} HTTP/1.1\r\nHost: a\r\n${AUTHORIZATION}${JSON_TYPE}Content-Length: ${json.length}\r\n\r\n${json}`;
    });
    const answers = answersIn(await sendBytes(service.url, changes.join('') + LAST));
    expect(answers.slice(0, -1).map((answer) => JSON.parse(answer.body).purpose)).toEqual(
      changes.map((_, n) => String(n + 1)),
    );
  });

  it('is not answered any more after a request that is refused for its framing, or too large', async () => {
    const large = 'x'.repeat(1_500_000);
    const before = (await service.request('/ai/sessions')).body.totalCount;
    expect(
      await statuses(
        `${post('', `Content-Length: ${large.length}\r\n\r\n${large}`)}${post('', sizes.length)}`,
      ),
    ).toEqual([413]);
    expect(await statuses(`GET /healthz HTTP/1.1\r\n\r\n${post('', sizes.length)}`)).toEqual([400]);
    expect((await service.request('/ai/sessions')).body.totalCount).toBe(before);
  });

  it('with hundreds of requests that wait is told to wait for answers', async () => {
    const answers = await statuses('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(1_000));
    expect(answers.slice(0, -1).every((status) => status === 200)).toBe(true);
    expect([answers.at(-1), answers.length < 1_000]).toEqual([429, true]);
  });

  it('may be reset at any moment', async () => {
    const requests = [
      'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\nx',
      `GET /login HTTP/1.1\r\nHost: a\r\n${WEBSOCKET}\r\nx`,
      `${list}${list}GET /login HTTP/1.1\r\nHost: a\r\n${H2C}\r\n`,
      `${list}GARBAGE\r\n\r\n`,
    ];
    for (let round = 0; round < 40; round++) {
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(requests[round % requests.length] ?? '');
      for (let turn = 0; turn < round / 4; turn++) await new Promise(setImmediate);
      socket.on('error', () => {}).resetAndDestroy();
    }
    expect((await service.request('/healthz')).status).toBe(200);
    expect(service.process.exitCode).toBeNull();
  });
});

describe('a request target', () => {
  const target = async (requestLine: string, host = 'a') =>
    answersIn(
      await sendBytes(service.url, `${requestLine}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    )[0];

  it.each([
    'http://a/healthz',
    'HTTP://example.com:8080/healthz?x=1',
    'https://[2001:db8::1]:443/healthz',
    'http://b.example/healthz',
  ])('may be the whole address: %s', async (address) => {
    expect(await target(`GET ${address} HTTP/1.1`)).toMatchObject({ status: 200, body: '{"status":"ok"}' });
  });

  it('without a path is that of the root, or of the server', async () => {
    expect(await target('GET http://a HTTP/1.1')).toMatchObject({ status: 307 });
    expect(await target('GET http://a?x HTTP/1.1')).toMatchObject({ status: 307 });
    for (const asterisk of ['http://a', '*']) {
      const answer = await target(`OPTIONS ${asterisk} HTTP/1.1`);
      expect([answer?.status, new Map(answer?.headers).get('allow')]).toEqual([
        204,
        'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      ]);
    }
  });

  it('that is an address tells the host, whatever Host says, and the host is never told back', async () => {
    const write = (origin: string) =>
      sendBytes(
        service.url,
        `POST http://real.example/ai/sessions HTTP/1.1\r\nHost: other.example\r\nOrigin: ${origin}\r\n${AUTHORIZATION}${JSON_TYPE}Connection: close\r\nContent-Length: 2\r\n\r\n{}`,
      );
    expect(await write('http://real.example')).toMatch(/^HTTP\/1\.1 200 /);
    const page = await sendBytes(
      service.url,
      'GET http://evil.example/admin/sessions HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nConnection: close\r\n\r\n',
    );
    expect(page).toMatch(/\r\nlocation: \/login\?redirect=%2Fadmin%2Fsessions\r\n/i);
    expect(page).not.toContain('evil.example');
  });
});

describe('a connection that is kept', () => {
  it('lives as long as KEEP_ALIVE_SECONDS says, and longer than ten minutes otherwise', async () => {
    const short = await startService({ KEEP_ALIVE_SECONDS: '0.3' });
    expect((await service.request('/healthz')).headers.get('keep-alive')).toBe('timeout=620');
    // It answers, waits and closes; nothing but the end of the connection ends the exchange.
    const text = await sendBytes(short.url, 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(answersIn(text)).toMatchObject([{ status: 200 }]);
    await short.stop();
  });

  it('does not hold up a stop, also when its answer was under way then', async () => {
    const stopping = await startService({ DRAIN_SECONDS: '0', SHUTDOWN_SECONDS: '600' });
    const port = Number(new URL(stopping.url).port);
    const idle = connect(port, '127.0.0.1');
    idle.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(idle, 'data');
    const busy = connect(port, '127.0.0.1');
    let answer = '';
    busy.setEncoding('latin1').on('data', (chunk: string) => {
      answer += chunk;
    });
    const head = `POST /ai/sessions HTTP/1.1\r\nHost: a\r\nAuthorization: ${basic(ADMIN_EMAIL, ADMIN_PASSWORD)}\r\n`;
    busy.write(`${head}${JSON_TYPE}Expect: 100-continue\r\n${sizes.length.slice(0, -5)}`);
    await once(busy, 'data');
    const closed = Promise.all([once(idle.resume(), 'close'), once(busy, 'close')]);
    const stopped = stopping.stop();
    await once(idle, 'end');
    busy.write(sizes.length.slice(-5));
    await closed;
    expect(answersIn(answer).map(({ status }) => status)).toEqual([100, 200]);
    expect(await stopped).toBe(0);
  });
});
