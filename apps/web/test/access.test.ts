import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  basic,
  newDataFolder,
  type RunningService,
  startService,
} from './support/service.ts';
import { signIn } from './support/sign-in.ts';

let service: RunningService;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = await newDataFolder();
  service = await startService({ DATA_DIR: dataFolder, TRUSTED_PROXIES: '127.0.0.1' });
});

afterAll(async () => {
  await service.stop();
  await rm(dataFolder, { recursive: true, force: true });
});

it('there are no metrics unless a token for them is set', async () => {
  expect((await service.request('/metrics')).status).toBe(404);
});

const ROUTES = [
  ['GET', '/ai/sessions'],
  ['POST', '/ai/sessions'],
  ['GET', '/ai/sessions/x'],
  ['PATCH', '/ai/sessions/x'],
  ['GET', '/accounts'],
  ['POST', '/accounts'],
  ['GET', '/accounts/x'],
  ['GET', '/api/ListAISessions'],
  ['POST', '/json/reply/NewAISession'],
  ['GET', '/api/trpc/session.list'],
  ['POST', '/api/trpc/session.create'],
  ['POST', '/api/trpc/account.create'],
] as const;

const FORGED = {
  'no credentials': null,
  'a wrong password': basic(ADMIN_EMAIL, 'wrong'),
  'an unknown user': basic('nobody@example.com', ADMIN_PASSWORD),
  'an empty password': basic(ADMIN_EMAIL, ''),
  'a key that does not exist': `Bearer ais_${'A'.repeat(43)}`,
  'a malformed key': 'Bearer %E0%A4%A',
  'no key at all': 'Bearer ',
  'garbled Basic': 'Basic !!!',
  'Basic without a colon': `Basic ${Buffer.from('nobody').toString('base64')}`,
  'Basic that is not UTF-8': `Basic ${Buffer.of(0xff, 0x3a, 0xff).toString('base64')}`,
  'a NUL in the name': basic('a\0b', 'c'),
  'another scheme': 'Digest username="admin"',
} as const;

describe.each(ROUTES.map(([method, path], index) => ({ method, path, index })))('$method $path', (route) => {
  const { method, path, index } = route;

  it.each(Object.entries(FORGED))('is denied to %s', async (_, authorization) => {
    // The body is malformed on purpose: strangers must not reach the parsers.
    const body = method === 'GET' ? undefined : '{"purpose":';
    // From an address of its own, so that it is not for too many failures.
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${index}` };
    const answer = await service.request(path, { method, body, headers, authorization });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Basic realm="AI Sessions", charset="UTF-8", credentials realm="/auth/credentials"',
    );
    const block = answer.body.responseStatus ?? answer.body.error.data.responseStatus;
    expect(block.errorCode).toBe('Unauthorized');
  });
});

it('lets a key in that the command made, also as the user name of Basic, and stores only its hash', async () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'commands/key.ts', '--user', ADMIN_EMAIL, '--name', 'test'],
    { cwd: join(import.meta.dirname, '..'), encoding: 'utf8', env: { ...process.env, DATA_DIR: dataFolder } },
  );
  expect(status, stderr).toBe(0);
  const key = stdout.trim();
  expect(key).toMatch(/^ais_[\w-]{43}$/);
  for (const authorization of [`Bearer ${key}`, basic(key, '')]) {
    expect((await service.request('/ai/sessions', { authorization })).status).toBe(200);
  }
  expect(service.output()).not.toContain(key);
});

describe('a browser', () => {
  let cookie: string;

  beforeAll(async () => {
    const { token, setCookies } = await signIn(service, ADMIN_PASSWORD);
    for (const line of setCookies) expect(line).toMatch(/HttpOnly; SameSite=Lax/i);
    cookie = `other=1; next-auth.session-token=${token}; broken`;
  });

  const asBrowser = (headers: Record<string, string>, path = '/ai/sessions') =>
    service.request(path, {
      json: { purpose: 'From a page' },
      authorization: null,
      headers: { cookie, ...headers },
    });

  it('gets a cookie for the right password only', async () => {
    expect(await signIn(service, 'wrong')).toMatchObject({ status: 401, token: undefined });
  });

  it('reads with its cookie, and writes from our own pages', async () => {
    expect((await service.request('/ai/sessions', { authorization: null, headers: { cookie } })).status).toBe(
      200,
    );
    expect((await asBrowser({ origin: service.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await asBrowser({})).status).toBe(200);
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ])('does not write for a page of another site: %j', async (headers) => {
    for (const path of ['/ai/sessions', '/api/NewAISession', '/api/trpc/session.create']) {
      expect((await asBrowser(headers as Record<string, string>, path)).status).toBe(403);
    }
  });

  it('does not write for a page of our host over another protocol, unless the browser vouches for it', async () => {
    const origin = service.url.replace('http:', 'https:');
    expect((await asBrowser({ origin })).status).toBe(403);
    expect((await asBrowser({ origin, 'sec-fetch-site': 'none' })).status).toBe(403);
    expect((await asBrowser({ origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await asBrowser({ origin: service.url })).status).toBe(200);
  });

  it('is not let in by a cookie that was changed, or by one from before it signed out', async () => {
    const garbled = cookie.replace(/session-token=(.{20})/, 'session-token=$1x');
    expect(
      (await service.request('/ai/sessions', { authorization: null, headers: { cookie: garbled } })).status,
    ).toBe(401);
    const { token, call } = await signIn(service, ADMIN_PASSWORD);
    const own = { cookie: `next-auth.session-token=${token}` };
    expect((await service.request('/ai/sessions', { authorization: null, headers: own })).status).toBe(200);
    const { csrfToken } = await (await call('/api/auth/csrf')).json();
    await call('/api/auth/signout', new URLSearchParams({ csrfToken, json: 'true' }));
    expect((await service.request('/ai/sessions', { authorization: null, headers: own })).status).toBe(401);
  });

  it('is sent to sign in from pages, and pages carry a policy with a nonce of their own', async () => {
    const page = await service.request('/admin/sessions', { authorization: null });
    expect([page.status, page.headers.get('location')]).toEqual([307, '/login?redirect=%2Fadmin%2Fsessions']);
    const [first, second] = await Promise.all(
      [1, 2].map(() => service.request('/login', { authorization: null })),
    );
    const nonce = /'nonce-([^']+)'/.exec(first?.headers.get('content-security-policy') ?? '')?.[1];
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(second?.headers.get('content-security-policy')).not.toContain(nonce);
    expect(first?.text).not.toMatch(/<script(?![^>]* nonce=)/);
    expect(first?.headers.get('x-frame-options')).toBe('DENY');
  });
});

it('never logs a password or a key', () => {
  expect(service.output()).not.toContain(ADMIN_PASSWORD);
  expect(service.output()).not.toContain(Buffer.from(`${ADMIN_EMAIL}:${ADMIN_PASSWORD}`).toString('base64'));
});
