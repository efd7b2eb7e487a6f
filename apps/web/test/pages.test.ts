import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, type RunningService, startService } from './support/service.ts';
import { signIn } from './support/sign-in.ts';

let service: RunningService;
let cookie: string;

beforeAll(async () => {
  // Set, as some hosts set it, it makes next-auth believe what a request claims about its host.
  service = await startService({ AUTH_TRUST_HOST: 'true' });
  const { token } = await signIn(service, ADMIN_PASSWORD);
  cookie = `next-auth.session-token=${token}`;
});

afterAll(async () => {
  expect(service.output()).not.toMatch(/"level":"(error|fatal)"|⨯/);
  await service.stop();
});

const PATHS = [
  '/',
  '/admin',
  '/admin/sessions',
  '/admin/sessions/%FF',
  '/admin/sessions/%00',
  '/admin/sessions/a%2Fb',
  '/admin/sessions/%E0%A4%A',
  '/admin/sessions?cursor=%FF&text=%00',
  '/admin/nope',
  '/admin//sessions',
  '/login?redirect=%FF',
  '/login?redirect=a&redirect=b',
  '/api/auth',
  '/api/auth/nope',
  '/api/auth/signin?callbackUrl=https://evil.example',
  '/api/auth/callback/credentials',
  '/api/auth/callback/nope',
  '/api/auth/error?error=%3Cscript%3E',
  '/api/auth/session',
  '/api/auth/signout',
  '/_next/image?url=http://169.254.169.254/&w=64&q=75',
  '/_next/static/nope.js',
  '/_next/data/x/admin.json',
  '/_next/%FF',
  '/favicon.ico',
  '/%FF',
  '/.env',
  '/api/trpc/%FF',
  '/api/trpc/session.list?batch=1&input=1',
  '/api/trpc/session.get?input=null',
];

interface Attempt {
  readonly what: string;
  readonly init: {
    readonly method?: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

const ATTEMPTS: readonly Attempt[] = [
  { what: 'a read', init: {} },
  { what: 'a read by a browser', init: { headers: { accept: 'text/html' } } },
  {
    what: 'a navigation with malformed state',
    init: { headers: { rsc: '1', 'next-router-state-tree': '%FF', accept: 'text/x-component' } },
  },
  {
    what: 'a read that claims to be for another host',
    init: {
      headers: {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example',
        accept: 'text/html',
      },
    },
  },
  {
    what: 'JSON that is cut off',
    init: { method: 'POST', body: '{"a":', headers: { 'content-type': 'application/json' } },
  },
  {
    what: 'an invented server action',
    init: {
      method: 'POST',
      body: '--x',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'next-action': 'x' },
    },
  },
  { what: 'a deletion', init: { method: 'DELETE' } },
  { what: 'a question for options', init: { method: 'OPTIONS' } },
];

describe.each(ATTEMPTS)('$what', ({ init }) => {
  it.each(PATHS)('of %s breaks nothing and leads nowhere else', async (path) => {
    for (const own of [undefined, cookie]) {
      const response = await fetch(service.url + path, {
        ...init,
        redirect: 'manual',
        headers: { ...init.headers, ...(own === undefined ? {} : { cookie: own }) },
      });
      expect(response.status).toBeLessThan(500);
      const { origin, hostname } = new URL(response.headers.get('location') ?? '/', service.url);
      expect([new URL(service.url).origin, 'localhost']).toContain(
        hostname === 'localhost' ? hostname : origin,
      );
      const text = await response.text();
      if (init.headers?.forwarded && !path.includes('evil')) expect(text).not.toContain('evil.example');
    }
  });
});

it('has no page for another verb than GET and HEAD', async () => {
  const answer = await service.request('/login', { method: 'POST', json: {} });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});
