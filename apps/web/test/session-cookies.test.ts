import { JsonServiceClient } from '@servicestack/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_EMAIL, ADMIN_PASSWORD, type RunningService, startService } from './support/service.ts';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service.stop());

const GIVEN = { userName: ADMIN_EMAIL.toUpperCase(), password: ADMIN_PASSWORD };

/** Signs in as a program does, and gives what it may send later. */
async function signIn(json: object = GIVEN, path = '/auth/credentials') {
  const answer = await service.request(path, { json, authorization: null });
  const cookies = answer.headers.getSetCookie();
  return { answer, cookies, cookie: cookies.map((line) => line.split(';', 1)[0]).join('; ') };
}

const read = (headers: Record<string, string>) =>
  service.request('/ai/sessions', { authorization: null, headers });

it.each(['/auth/credentials', '/auth', '/auth/login', '/api/Authenticate', '/json/reply/authenticate'])(
  'signs in at %s, tells who it is, and the cookies open the API until the sign-out',
  async (path) => {
    const { answer, cookies, cookie } = await signIn(GIVEN, path);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      userName: ADMIN_EMAIL,
      displayName: ADMIN_EMAIL,
      roles: ['SystemAdministrator'],
      permissions: [],
    });
    expect(cookies.map((line) => line.split('=', 1)[0])).toEqual(['ss-id', 'ss-opt']);
    for (const line of cookies) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await read({ cookie })).status).toBe(200);
    expect((await read({ 'x-ss-id': answer.body.sessionId })).status).toBe(200);
    const out = await service.request('/auth/logout', {
      method: 'POST',
      authorization: null,
      headers: { cookie },
    });
    expect([out.status, out.text]).toEqual([200, '{}']);
    for (const line of out.headers.getSetCookie()) expect(line).toMatch(/^ss-\w+=; Max-Age=0; /);
    expect((await read({ cookie })).status).toBe(401);
  },
);

it('keeps a session that asks for it longer, without a date in the cookies', async () => {
  const { cookies, cookie } = await signIn({ ...GIVEN, rememberMe: true });
  expect(cookies.map((line) => line.split('=', 1)[0])).toEqual(['ss-id', 'ss-pid', 'ss-opt']);
  expect(cookies[1]).toContain('Max-Age=1209600');
  for (const line of cookies) expect(line).not.toContain(',');
  const permanent = cookie.split('; ').slice(1).join('; ');
  expect((await read({ cookie: `${permanent}; 20 Nov 2045 10:00:00 GMT=null` })).status).toBe(200);
});

it('lets a program that can only POST say the verb in a header, and no page', async () => {
  const { cookie } = await signIn();
  const { id } = (await service.request('/ai/sessions', { json: {} })).body;
  const patch = (path: string, headers: Record<string, string> = {}) =>
    service.request(path, {
      authorization: null,
      headers: { cookie, 'x-http-method-override': 'PATCH', ...headers },
      json: { sessionId: id, purpose: `Changed at ${path}` },
    });
  for (const path of ['/api/PatchAISession', '/json/reply/PatchAISession', `/ai/sessions/${id}`]) {
    expect((await patch(path)).body).toMatchObject({ id, purpose: `Changed at ${path}` });
  }
  const { origin } = new URL(service.url);
  expect((await patch('/api/PatchAISession', { origin })).status).toBe(405);
  expect((await patch('/api/PatchAISession', { origin: 'https://evil.example' })).status).toBe(405);
});

it('gives a new secret at every sign-in, and stores none of them', async () => {
  const [one, other] = [await signIn(), await signIn()];
  expect(one.answer.body.sessionId).not.toBe(other.answer.body.sessionId);
  expect(one.answer.body.sessionId).toMatch(/^[\w-]{43}$/);
  expect(service.output()).not.toContain(one.answer.body.sessionId);
});

it.each(['ss-id=', 'ss-id=; ss-pid=; ss-opt=perm', `ss-id=${'x'.repeat(43)}`, 'ss-id=%00', 'ss-id="; ss-id'])(
  'takes the cookie %j for none',
  async (cookie) => {
    expect((await read({ cookie })).status).toBe(401);
  },
);

describe('says who is asking', () => {
  it('at /auth, or that nobody is signed in', async () => {
    const { cookie } = await signIn();
    for (const path of ['/auth', '/auth/credentials', '/auth/basic', '/api/Authenticate']) {
      const answer = await service.request(path, { authorization: null, headers: { cookie } });
      expect([answer.status, answer.body.userName, 'sessionId' in answer.body]).toEqual([
        200,
        ADMIN_EMAIL,
        false,
      ]);
      expect((await service.request(path, { authorization: null })).status).toBe(401);
    }
  });

  it('at /auth/status, by GET and POST, and in the same way when nobody is signed in', async () => {
    const { id, name } = (await service.request('/accounts', { json: { name: 'Northwind' } })).body;
    for (const method of ['GET', 'POST']) {
      expect((await service.request('/auth/status', { method })).body).toMatchObject({
        isAuthenticated: true,
        emailAddress: ADMIN_EMAIL,
        roles: ['SystemAdministrator'],
        accountIds: [id],
        accountNames: [name],
      });
      const nobody = await service.request('/auth/status', { method, authorization: null });
      expect([nobody.status, nobody.body]).toEqual([200, { isAuthenticated: false }]);
    }
  });
});

it.each(['/auth', '/auth/credentials', '/auth/anything', '/api/Authenticate'])(
  'signs out with DELETE %s',
  async (path) => {
    const { cookie } = await signIn();
    const answer = await service.request(path, {
      method: 'DELETE',
      authorization: null,
      headers: { cookie },
    });
    expect([answer.status, answer.body]).toEqual([200, {}]);
    expect(answer.headers.getSetCookie().join()).toContain('Max-Age=0');
    expect((await read({ cookie })).status).toBe(401);
  },
);

describe('refuses', () => {
  const refused = async (path: string, options: object) => {
    const { status, body } = await service.request(path, { authorization: null, ...options });
    return { status, ...body.responseStatus };
  };

  it('a wrong password and an unknown user in the same words', async () => {
    const wrong = { status: 401, errorCode: 'Unauthorized', message: 'Invalid Username or Password' };
    expect(await refused('/auth/credentials', { json: { ...GIVEN, password: 'no' } })).toMatchObject(wrong);
    expect(
      await refused('/auth/credentials', { json: { userName: 'nobody', password: 'no' } }),
    ).toMatchObject(wrong);
  });

  it('a request without user name or password, and names the field', async () => {
    expect(await refused('/auth/credentials', { json: { userName: 'ann' } })).toMatchObject({
      status: 400,
      errorCode: 'ValidationException',
      errors: [{ errorCode: 'NotEmpty', fieldName: 'Password', message: "'Password' must not be empty." }],
    });
  });

  it('a password in an address, and a way to sign in that is not offered', async () => {
    expect(await refused('/auth/credentials?UserName=a&Password=b', {})).toMatchObject({ status: 405 });
    for (const options of [{ json: {} }, {}]) {
      expect(await refused('/auth/nope', options)).toMatchObject({ status: 404, errorCode: 'NotFound' });
    }
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'to go on to %s',
    async (elsewhere) => {
      for (const name of ['continue', 'redirect', 'ReturnUrl']) {
        const path = `/auth/credentials?${name}=${encodeURIComponent(elsewhere)}`;
        expect(await refused(path, { json: GIVEN })).toMatchObject({ status: 400 });
      }
    },
  );

  it('a page of another site, which must neither sign in nor out', async () => {
    const { cookie } = await signIn();
    const headers = { cookie, origin: 'https://evil.example' };
    expect(await refused('/auth/credentials', { json: GIVEN, headers })).toMatchObject({ status: 403 });
    expect(await refused('/auth/logout', { method: 'POST', headers })).toMatchObject({ status: 403 });
    expect(await refused('/auth', { method: 'DELETE', headers })).toMatchObject({ status: 403 });
    expect((await read({ cookie })).status).toBe(200);
  });
});

it('sends a browser that signed in with a form on to a page of ours', async () => {
  const answer = await service.request('/auth/credentials?continue=%2Fadmin%2Fsessions', {
    body: new URLSearchParams(GIVEN).toString(),
    authorization: null,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/admin/sessions']);
  expect(answer.headers.getSetCookie()).toHaveLength(2);
});

describe('the official client', () => {
  class Session {
    id?: string;
    purpose?: string;
  }
  class Authenticate {
    provider = 'credentials';
    userName = ADMIN_EMAIL;
    password = ADMIN_PASSWORD;
    rememberMe = true;
    getTypeName = () => 'Authenticate';
    getMethod = () => 'POST';
    createResponse = () => ({ userName: '', sessionId: '' });
  }
  class AuthenticateLogout {
    getTypeName = () => 'AuthenticateLogout';
    getMethod = () => 'POST';
    createResponse = () => ({});
  }
  class NewAISession {
    purpose = 'From a client with cookies';
    getTypeName = () => 'NewAISession';
    getMethod = () => 'POST';
    createResponse = () => new Session();
  }
  class DeleteAISession {
    sessionId?: string;
    constructor(sessionId: string | undefined) {
      this.sessionId = sessionId;
    }
    getTypeName = () => 'DeleteAISession';
    getMethod = () => 'DELETE';
    createResponse = () => undefined;
  }

  it('signs in, keeps its cookies, works, deletes and signs out', async () => {
    const client = new JsonServiceClient(service.url);
    expect((await client.post(new Authenticate())).userName).toBe(ADMIN_EMAIL);
    const { id, purpose } = await client.post(new NewAISession());
    expect(purpose).toBe('From a client with cookies');
    expect(await client.delete(new DeleteAISession(id))).toBeUndefined();
    const gone = await client.api(new DeleteAISession(id));
    expect(gone.error?.errorCode).toBe('NotFound');
    await client.post(new AuthenticateLogout());
    const after = await client.api(new NewAISession());
    expect(after.error?.errorCode).toBe('Unauthorized');
  });
});
