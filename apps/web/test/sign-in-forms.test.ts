import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  type Answer,
  basic,
  freePort,
  type RunningService,
  startService,
} from './support/service.ts';
import { signIn } from './support/sign-in.ts';

let mail: MailServer;
let service: RunningService;

beforeAll(async () => {
  mail = await startMailServer();
  const PORT = await freePort();
  const PUBLIC_URL = `http://127.0.0.1:${PORT}`;
  service = await startService({ PORT, PUBLIC_URL, SMTP_URL: mail.url, MAIL_FROM: 'no-reply@example.com' });
});

afterAll(async () => {
  await service.stop();
  await mail.stop();
});

const FORM = 'application/x-www-form-urlencoded';

function post(path: string, body: string, type = FORM): Promise<Answer> {
  return service.request(path, {
    body,
    authorization: null,
    headers: { 'content-type': type, accept: 'text/html', origin: service.url },
  });
}

const given = (fields: Record<string, string> = {}) =>
  new URLSearchParams({ userName: ADMIN_EMAIL, password: ADMIN_PASSWORD, ...fields }).toString();

describe('a browser that signs in with a form goes on to where the form says', () => {
  it.each(['Continue', 'continue', 'redirect', 'Redirect', 'ReturnUrl', 'returnurl'])(
    'in its field %s',
    async (name) => {
      const target = '/admin/sessions?pending=yes&text=a%20b#top';
      for (const path of [
        '/auth/credentials',
        '/auth',
        '/auth/login',
        '/auth/credentials.html',
        '/auth/credentials?format=html',
      ]) {
        const answer = await post(path, given({ provider: 'credentials', [name]: target }));
        expect([answer.status, answer.headers.get('location')], path).toEqual([302, target]);
        expect(answer.headers.getSetCookie()).toHaveLength(2);
      }
    },
  );

  it('in a form with parts, in the query before the fields, and in the first of the names', async () => {
    const parts = Object.entries({
      userName: ADMIN_EMAIL,
      password: ADMIN_PASSWORD,
      Continue: '/admin/users',
    });
    const multipart = parts
      .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('');
    const inParts = await post(
      '/auth/credentials',
      `${multipart}--x--\r\n`,
      'multipart/form-data; boundary=x',
    );
    expect(inParts.headers.get('location')).toBe('/admin/users');
    const both = await post('/auth/credentials?continue=/admin/keys', given({ Continue: '/admin/users' }));
    expect(both.headers.get('location')).toBe('/admin/keys');
    const several = await post(
      '/auth/credentials',
      given({ ReturnUrl: '/c', redirect: '/b', Continue: '/a' }),
    );
    expect(several.headers.get('location')).toBe('/a');
    const empty = await post('/auth/credentials?continue=', given({ continue: '', ReturnUrl: '/c' }));
    expect(empty.headers.get('location')).toBe('/c');
  });

  it('with letters that no header can carry', async () => {
    const answer = await post('/auth/credentials', given({ Continue: '/admin/sessions?text=日本 ü' }));
    expect(answer.headers.get('location')).toBe('/admin/sessions?text=%E6%97%A5%E6%9C%AC%20%C3%BC');
  });

  it('and signs out with one', async () => {
    const { headers } = await post('/auth/credentials', given());
    const cookie = headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const answer = await service.request('/auth/logout', {
      body: 'Continue=%2Flogin%3Fredirect%3D%252F',
      authorization: null,
      headers: { cookie, 'content-type': FORM, accept: 'text/html' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/login?redirect=%2F']);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'admin/sessions',
    '\\/evil.example',
    ' /admin',
  ])('but not to %j, and then signs in nobody', async (target) => {
    for (const name of ['Continue', 'redirect', 'returnurl']) {
      const answer = await post('/auth/credentials', given({ [name]: target }));
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      const inQuery = await post(
        `/auth/credentials?${name}=${encodeURIComponent(target)}`,
        given({ continue: '/admin' }),
      );
      expect([inQuery.status, inQuery.headers.getSetCookie()]).toEqual([400, []]);
    }
  });
});

describe('a user is known by the name', () => {
  it.each([
    ['with blanks around it', ` \t${ADMIN_EMAIL}\u00a0\n`],
    ['in capitals', 'ADMIN@EXAMPLE.COM'],
    ['in full width', '\uff41\uff44\uff4d\uff49\uff4e\uff20\uff45xample.com\u3000'],
  ])('%s, wherever it is typed', async (_, typed) => {
    const json = await service.request('/auth/credentials', {
      json: { userName: typed, password: ADMIN_PASSWORD },
      authorization: null,
    });
    expect([json.status, json.body.userName]).toEqual([200, ADMIN_EMAIL]);
    expect((await post('/auth/credentials', given({ userName: typed }))).status).toBe(302);
    const asked = await service.request('/auth', { authorization: basic(typed, ADMIN_PASSWORD) });
    expect(asked.status).toBe(200);
    expect((await signIn(service, ADMIN_PASSWORD, { emailAddress: typed })).status).toBe(200);
    const token = `/auth/token?userEmailAddress=${encodeURIComponent(typed)}`;
    expect((await service.request(token)).status).toBe(200);
    const forgot = { json: { emailAddress: typed }, authorization: null };
    expect((await service.request('/auth/forgot-password', forgot)).status).toBe(204);
    expect((await mail.next()).text).toContain(ADMIN_EMAIL);
    const created = await service.request('/ai/sessions', { json: { purpose: 'Mine' } });
    const own = await service.request(`/ai/sessions?createdBy=${encodeURIComponent(typed)}`);
    expect(own.body.items.map(({ id }: Answer['body']) => id)).toContain(created.body.id);
  });

  it('and is made without the blanks', async () => {
    const { body } = await service.request('/users', { json: { emailAddress: '  Ben@Example.com ' } });
    expect(body.emailAddress).toBe('ben@example.com');
  });

  it('and gets no more attempts by typing it in other ways', async () => {
    const ways = [
      'zoe@example.com',
      ' zoe@example.com',
      'ZOE@example.com',
      '\uff5aoe@example.com',
      'zoe@example.com\t',
    ];
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt++) {
      const userName = ways[attempt % ways.length];
      const answer = await service.request('/auth/credentials', {
        json: { userName, password: `guess ${attempt}` },
        authorization: null,
      });
      statuses.push(answer.status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('a password is the same in every form of its letters', () => {
  const PASSWORD = 'Cr\u00e8me br\u00fbl\u00e9e \ufb01ve';
  const forms = [PASSWORD, PASSWORD.normalize('NFD'), PASSWORD.normalize('NFKC'), PASSWORD.normalize('NFKD')];

  it('when it is set, used and changed', async () => {
    for (const [index, form] of forms.entries()) {
      const emailAddress = `chef${index}@example.com`;
      const { body } = await service.request('/users', { json: { emailAddress, password: form } });
      for (const typed of forms) {
        const asked = await service.request('/auth', { authorization: basic(emailAddress, typed) });
        expect(asked.status, typed).toBe(200);
      }
      const others = [`${PASSWORD} `, PASSWORD.normalize('NFD').replace(/\p{M}/gu, '')];
      for (const typed of others) {
        const wrong = await service.request('/auth', { authorization: basic(emailAddress, typed) });
        expect(wrong.status, typed).toBe(401);
      }
      const changed = await service.request('/auth/password', {
        json: { currentPassword: forms[3 - index], newPassword: 'plum tractor violin' },
        authorization: basic(emailAddress, PASSWORD),
      });
      expect(changed.status).toBe(204);
      await service.request(`/users/${body.id}`, { method: 'DELETE' });
    }
  });

  it('and as long in all of them', async () => {
    for (const form of ['NFC', 'NFD']) {
      const short = { emailAddress: 'short@example.com', password: '\u00e9'.repeat(7).normalize(form) };
      expect((await service.request('/users', { json: short })).status, form).toBe(400);
    }
  });
});
