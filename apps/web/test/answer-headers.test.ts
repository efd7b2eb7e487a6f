import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHORIZATION, answersIn, sendBytes } from './support/exchange.ts';
import { freePort, type RunningService, startService } from './support/service.ts';

let database: TestDatabase;
/** Over http, as it comes. */
let plain: RunningService;
/** Reached over https, through a proxy, and called by pages of another origin. */
let secure: RunningService;

beforeAll(async () => {
  database = await createTestDatabase();
  plain = await startService({ DATABASE_URL: database.url });
  const environment = {
    PORT: await freePort(),
    PUBLIC_URL: 'https://sessions.example',
    CORS_ORIGINS: 'https://app.example',
  };
  secure = await startService({ DATABASE_URL: database.url, ...environment });
});

afterAll(async () => {
  await Promise.all([plain.stop(), secure.stop()]);
  await database.drop();
});

const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';
const LONG = 'x'.repeat(20_000);

/** Every kind of answer: what is sent, and its status. */
const answers: readonly [kind: string, head: string, status: number][] = [
  ['a list', `GET /ai/sessions HTTP/1.1\r\n${AUTHORIZATION}`, 200],
  ['a list as a page', `GET /ai/sessions HTTP/1.1\r\nAccept: text/html\r\n${AUTHORIZATION}`, 200],
  ['an export', `GET /ai/sessions/export.csv HTTP/1.1\r\n${AUTHORIZATION}`, 200],
  ['an operation by its name', `GET /json/reply/ListAISessions HTTP/1.1\r\n${AUTHORIZATION}`, 200],
  ['a sign-out', `POST /auth/logout HTTP/1.1\r\nContent-Length: 0\r\n${AUTHORIZATION}`, 200],
  ['health', 'GET /healthz HTTP/1.1\r\n', 200],
  ['readiness', 'GET /readyz HTTP/1.1\r\n', 200],
  ['another verb on health', 'DELETE /healthz HTTP/1.1\r\n', 405],
  ['another verb on readiness', 'TRACE /readyz HTTP/1.1\r\n', 405],
  ['the reference', 'GET /metadata HTTP/1.1\r\n', 200],
  ['client code', 'GET /types/typescript HTTP/1.1\r\n', 200],
  ['the OpenAPI document', 'GET /openapi.json HTTP/1.1\r\n', 200],
  ['what is known already', 'GET /openapi.json HTTP/1.1\r\nIf-None-Match: *\r\n', 304],
  ['a page', 'GET /login HTTP/1.1\r\n', 200],
  ['a redirect of a page', 'GET /admin/sessions HTTP/1.1\r\nAccept: text/html\r\n', 307],
  ['a redirect to sign in', 'GET /ai/sessions HTTP/1.1\r\nAccept: text/html\r\n', 302],
  ['a page that is not there', 'GET /nope HTTP/1.1\r\nAccept: text/html\r\n', 404],
  ['what next-auth says', 'GET /api/auth/session HTTP/1.1\r\n', 200],
  ['what next-auth is not asked for', 'GET /api/auth/nope HTTP/1.1\r\n', 404],
  ['a refused sign-in form', `POST /api/auth/callback/credentials HTTP/1.1\r\nContent-Length: 1\r\n`, 415],
  [
    'a form without its token',
    `POST /api/auth/callback/credentials HTTP/1.1\r\n${FORM}Content-Length: 0\r\n`,
    302,
  ],
  ['a file of Next that is not there', 'GET /_next/static/chunks/nope.js HTTP/1.1\r\n', 404],
  ['another one', 'GET /_next/nope HTTP/1.1\r\n', 404],
  ['an image of Next', 'GET /_next/image?url=%2Fx&w=1&q=1 HTTP/1.1\r\n', 404],
  ['another verb on a file of Next', 'DELETE /_next/static/x HTTP/1.1\r\n', 405],
  [
    'a verb in tRPC',
    'PUT /api/trpc/session.list HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n',
    405,
  ],
  ['another verb in tRPC', `DELETE /api/trpc/session.list HTTP/1.1\r\n${AUTHORIZATION}`, 415],
  [
    'a query of tRPC that is sent as a mutation',
    `GET /api/trpc/session.create HTTP/1.1\r\n${AUTHORIZATION}`,
    405,
  ],
  ['no procedure', 'GET /api/trpc/nope HTTP/1.1\r\n', 404],
  ['a call of tRPC', `GET /api/trpc/session.list HTTP/1.1\r\n${AUTHORIZATION}`, 200],
  ['a batch of tRPC', `GET /api/trpc/session.list,nope?batch=1&input={} HTTP/1.1\r\n${AUTHORIZATION}`, 207],
  ['a stranger to tRPC', 'GET /api/trpc/session.list HTTP/1.1\r\n', 401],
  ['a stranger', 'GET /ai/sessions HTTP/1.1\r\n', 401],
  ['nothing', 'GET /nope HTTP/1.1\r\n', 404],
  ['a verb', 'PUT /ai/sessions HTTP/1.1\r\nContent-Length: 0\r\n', 405],
  ['the verbs of a path', 'OPTIONS /ai/sessions HTTP/1.1\r\n', 204],
  ['the verbs of the server', 'OPTIONS * HTTP/1.1\r\n', 204],
  ['a trace', 'TRACE /ai/sessions HTTP/1.1\r\n', 405],
  [
    'a question of a page of another origin',
    'OPTIONS /ai/sessions HTTP/1.1\r\nOrigin: https://app.example\r\nAccess-Control-Request-Method: POST\r\n',
    200,
  ],
  [
    'a type that is not read',
    `POST /ai/sessions HTTP/1.1\r\nContent-Type: a/b\r\nContent-Length: 1\r\n${AUTHORIZATION}`,
    415,
  ],
  [
    'too large a body',
    `POST /ai/sessions HTTP/1.1\r\n${FORM}Content-Length: 9999999\r\n${AUTHORIZATION}`,
    413,
  ],
  ['too long an address', `GET /${LONG} HTTP/1.1\r\n`, 414],
  ['too large headers', `GET /healthz HTTP/1.1\r\nX: ${LONG}\r\n`, 431],
  ['far too large headers', `GET /healthz HTTP/1.1\r\nX: ${LONG.repeat(3)}\r\n`, 431],
  ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\n', 405],
  ['an expectation', 'GET /healthz HTTP/1.1\r\nExpect: more\r\n', 400],
  ['what is no HTTP', 'nonsense\r\n', 400],
  ['a host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b\r\n', 400],
];

/** Sends a head, and the `Host` and what ends the connection with it, and reads the one answer. */
async function answerTo(service: RunningService, head: string) {
  const [requestLine, ...lines] = head.split(/(?<=\r\n)/);
  const host = head.includes('Host:') ? '' : 'Host: sessions.example\r\n';
  const body = /Content-Length: ([12])\r/.exec(head)?.[1] === '2' ? '{}' : 'x';
  const sent = `${requestLine}${host}Connection: close\r\n${lines.join('')}\r\n`;
  const text = await sendBytes(service.url, head.includes('Content-Length: ') ? sent + body : sent);
  return answersIn(text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ''));
}

describe.each(answers)('%s', (_, head, status) => {
  it('has the headers that protect it, each once', async () => {
    const all = await answerTo(secure, head);
    expect(all.map((answer) => answer.status)).toEqual([status]);
    const headers = all[0]?.headers ?? [];
    const once = headers
      .map(([name]) => name)
      .filter((name) => !['set-cookie', 'www-authenticate', 'link'].includes(name));
    expect(once.toSorted()).toEqual([...new Set(once)].toSorted());
    const values = new Map(headers);
    expect(values.get('x-content-type-options')).toBe('nosniff');
    expect(values.get('strict-transport-security')).toBe('max-age=31536000');
    expect([values.get('x-powered-by'), values.get('server')]).toEqual([undefined, undefined]);
    expect(values.get('content-type') ?? '').not.toContain(',');
    if (/^text\/html/.test(values.get('content-type') ?? '')) {
      expect(values.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
      expect(values.get('referrer-policy')).toBe('same-origin');
    }
    if (status >= 400) expect(values.get('cache-control')).toMatch(/no-store/);
  });
});

it('does not promise https where there is none', async () => {
  for (const head of ['GET /healthz HTTP/1.1\r\n', 'GET /login HTTP/1.1\r\n', 'nonsense\r\n']) {
    const [answer] = await answerTo(plain, head);
    expect(new Map(answer?.headers).has('strict-transport-security')).toBe(false);
  }
});
