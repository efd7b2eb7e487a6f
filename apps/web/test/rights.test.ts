import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Credentials,
  cookiesOf,
  makeKey,
  makeUser,
  onDatabase,
  passwordOf,
  send,
} from './support/callers.ts';
import { type Answer, type RunningService, startService } from './support/service.ts';

const SECRET = 'a secret that both processes of this test share';
let database: TestDatabase;
let service: RunningService;
/** A second process on the same database. */
let other: RunningService;
let ours: string;
let theirs: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const environment = { DATABASE_URL: database.url, AUTH_SECRET: SECRET, EXTRA_ROLES: 'Auditor' };
  service = await startService(environment);
  other = await startService(environment);
  ours = await createdId('/accounts', { name: 'Ours' });
  theirs = await createdId('/accounts', { name: 'Theirs' });
});

afterAll(async () => {
  await Promise.all([service.stop(), other.stop()]);
  await database.drop();
});

async function createdId(path: string, json: object): Promise<string> {
  const { body, text } = await service.request(path, { json });
  if (!body?.id) throw new Error(text);
  return body.id;
}

const ids = ({ body }: Answer): string[] => body.items.map(({ id }: { id: string }) => id);
const messagesOf = ({ body }: Answer): string => JSON.stringify(body.responseStatus);

describe('a comment', () => {
  it('is changed and removed by whoever has made it alone, and takes none of the review away', async () => {
    const session = `/ai/sessions/${await createdId('/ai/sessions', { purpose: 'Talked about' })}`;
    await service.request(`${session}/actions`, { json: { functionName: 'f' } });
    const reviewTag = async () => (await service.request(`${session}/review`)).headers.get('etag');
    const before = await reviewTag();
    const path = `${session}/comments/${await createdId(`${session}/comments`, { text: 'Mine' })}`;
    const { credentials: agent } = await makeKey(service, await makeUser(service, ['Agent'], ours), {
      kind: 'Agent',
    });
    const stranger = passwordOf(await makeUser(service, ['SystemAdministrator']));
    const json = { text: 'Theirs' };
    for (const credentials of [agent, stranger]) {
      expect((await send(service, credentials, path, { method: 'PATCH', json })).status).toBe(403);
      expect((await send(service, credentials, path, { method: 'DELETE' })).status).toBe(403);
    }
    expect(
      (await service.request(path, { method: 'PATCH', json: { text: 'Still mine' } })).body.version,
    ).toBe(2);
    expect(await reviewTag()).toBe(before);
    const another = await service.request(`${session}/comments`, { json: { text: 'x', actionId: 'none' } });
    expect([another.status, messagesOf(another)]).toEqual([400, expect.stringContaining('ActionId')]);
    expect((await service.request(`${session}/comments`, { json: { text: ' ' } })).status).toBe(400);
    expect((await service.request(path, { method: 'DELETE' })).status).toBe(204);
    expect((await service.request(path, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('an API key that is limited to an account', () => {
  let key: Credentials;
  let inside: string;
  let outside: string;
  let platform: string;

  beforeAll(async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    ({ credentials: key } = await makeKey(service, user, { accountIds: [ours] }));
    inside = await createdId('/ai/sessions', { accountId: ours, purpose: 'wall' });
    outside = await createdId('/ai/sessions', { accountId: theirs, purpose: 'wall' });
    platform = await createdId('/ai/sessions', { purpose: 'wall' });
    await service.request(`/ai/sessions/${outside}/actions`, { json: { functionName: 'f' } });
  });

  it('sees and changes what is inside', async () => {
    const path = `/ai/sessions/${inside}`;
    expect((await send(service, key, path)).status).toBe(200);
    expect((await send(service, key, path, { method: 'PATCH', json: { purpose: 'wall 2' } })).status).toBe(
      200,
    );
    expect((await send(service, key, '/ai/sessions', { json: { accountId: ours } })).status).toBe(200);
    expect((await send(service, key, `/accounts/${ours}`)).status).toBe(200);
  });

  it('finds nothing outside, and cannot change it', async () => {
    const { body } = await service.request(`/ai/sessions/${outside}`);
    for (const id of [outside, platform]) {
      const path = `/ai/sessions/${id}`;
      const attempts: [string, string, object?][] = [
        ['GET', path],
        ['PATCH', path, { purpose: 'Crossed' }],
        ['PATCH', path, {}],
        ['DELETE', path],
        ['POST', `${path}/actions`, { functionName: 'crossed' }],
        ['DELETE', `${path}/actions`],
        ['DELETE', `${path}/actions/${body.actions[0].id}`],
        ['PATCH', `${path}/actions/${body.actions[0].id}`, { arguments: '{}' }],
        ['POST', `${path}/actions/${body.actions[0].id}/judgement`, { judgement: 'Accepted' }],
        ['POST', `${path}/actions/${body.actions[0].id}/settlement`, { settlement: 'Applied', note: 'n' }],
        ['GET', `${path}/review`],
        ['POST', `${path}/apply`],
        ['POST', `${path}/apply`, { dryRun: true }],
        ['GET', `${path}/comments`],
        ['POST', `${path}/comments`, { text: 'Crossed' }],
        ['PATCH', `${path}/comments/none`, { text: 'Crossed' }],
        ['DELETE', `${path}/comments/none`],
        ['POST', `${path}/restore`],
        ['GET', `${path}/runs`],
        ['GET', `${path}/runs/none`],
        ['POST', `${path}/runs/none/stop`],
      ];
      for (const [method, target, json] of attempts) {
        expect((await send(service, key, target, { method, json })).status, `${method} ${target}`).toBe(404);
      }
    }
    expect((await service.request(`/ai/sessions/${outside}`)).body).toEqual(body);
    for (const [method, json] of [
      ['GET', undefined],
      ['PATCH', { name: 'Crossed' }],
    ] as const) {
      expect((await send(service, key, `/accounts/${theirs}`, { method, json })).status).toBe(404);
    }
  });

  it('comments inside, learns of no users by that, and is told of no mentions', async () => {
    const path = `/ai/sessions/${inside}/comments`;
    const { body: known } = await service.request(path, { json: { text: 'Seen by @admin@example.com' } });
    expect(known.mentions).toMatchObject([{ emailAddress: 'admin@example.com' }]);
    const { body } = await send(service, key, path, { json: { text: 'Is there an @admin?' } });
    expect([body.text, body.mentions]).toEqual(['Is there an @admin?', []]);
    const list = await send(service, key, path);
    expect(list.body.items.map(({ mentions }: { mentions: object[] }) => mentions)).toEqual([[], []]);
    for (const all of ['/ai/mentions', '/ai/reviewers']) {
      expect((await send(service, key, all)).status, all).toBe(403);
    }
  });

  it('lists and exports only what is inside, whatever it asks for', async () => {
    for (const query of [
      '',
      `?accountIds=${theirs}`,
      `?specificIds=${outside},${inside}`,
      '?text=wall',
      '?all=true',
    ]) {
      const { body } = await send(service, key, `/ai/sessions${query}`);
      for (const { accountId } of body.items) expect(accountId).toBe(ours);
      expect(body.totalCount ?? body.items.length).toBe(body.items.length);
    }
    const { body: rows } = await send(service, key, '/ai/sessions/export');
    expect(new Set(rows.map(({ accountId }: { accountId: string }) => accountId))).toEqual(new Set([ours]));
    expect(ids(await send(service, key, '/accounts'))).toEqual([ours]);
    const { body: status } = await send(service, key, '/auth/status');
    expect([status.accountIds, status.accountNames]).toEqual([[ours], ['Ours']]);
  });

  it('creates nothing outside, nor what concerns all accounts', async () => {
    for (const json of [{ accountId: theirs }, {}, { accountId: '' }]) {
      const answer = await send(service, key, '/ai/sessions', { json });
      expect(answer.status).toBe(400);
      expect(messagesOf(answer)).toContain('AccountId');
    }
    expect((await send(service, key, '/accounts', { json: { name: 'More' } })).status).toBe(403);
    expect((await send(service, key, `/accounts/${ours}`, { method: 'DELETE' })).status).toBe(403);
    expect((await send(service, key, '/audit/events')).status).toBe(403);
  });

  it('gets no answer that another key of its user got', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const [wide, narrow] = [
      await makeKey(service, user),
      await makeKey(service, user, { accountIds: [ours] }),
    ];
    const options = { json: { accountId: theirs, purpose: 'mine' }, headers: { 'idempotency-key': 'same' } };
    expect((await send(service, wide.credentials, '/ai/sessions', options)).status).toBe(200);
    expect((await send(service, narrow.credentials, '/ai/sessions', options)).status).toBe(422);
  });
});

describe('an API key', () => {
  it('is shown once, and its use is noted', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const { id, credentials } = await makeKey(service, user, { name: 'Nightly', kind: 'Agent' });
    await send(service, credentials, '/ai/sessions');
    let listed = { dateLastUsed: undefined };
    while (listed.dateLastUsed === undefined) {
      const { body, text } = await service.request(`/api-keys?userId=${user.id}`);
      [listed] = body.items;
      expect(text).not.toContain(credentials.authorization?.slice('Bearer '.length));
    }
    expect(listed).toMatchObject({ id, name: 'Nightly', kind: 'Agent', userName: user.emailAddress });
  });

  it('has the roles it was made with, as long as its user has them', async () => {
    const user = await makeUser(service, ['SystemAdministrator', 'Manager']);
    const manager = await makeKey(service, user, { roles: ['Manager'] });
    const administrator = await makeKey(service, user, { roles: ['SystemAdministrator'] });
    expect((await send(service, manager.credentials, '/ai/sessions')).status).toBe(403);
    expect((await send(service, manager.credentials, '/users')).status).toBe(200);
    // Its user works on all accounts as an administrator only, and that is what the key is not.
    expect(ids(await send(service, manager.credentials, '/accounts'))).toEqual([]);
    expect((await send(service, administrator.credentials, '/ai/sessions')).status).toBe(200);
    await service.request(`/users/${user.id}`, { method: 'PATCH', json: { roles: ['Manager'] } });
    expect((await send(service, administrator.credentials, '/ai/sessions')).status).toBe(403);
    expect((await send(service, administrator.credentials, '/users')).status).toBe(403);
  });

  it.each([{ roles: ['Manager'] }, {}])(
    'of an administrator that is limited makes nobody one, and signs in as none: %o',
    async (limits) => {
      const user = await makeUser(service, ['SystemAdministrator', 'Manager'], ours);
      const { credentials } = await makeKey(service, user, { ...limits, accountIds: [ours] });
      const colleague = await makeUser(service, ['SystemAdministrator'], ours);
      const roles = ['SystemAdministrator'];
      const emailAddress = 'made-with-a-key@example.com';
      const newUser = { emailAddress, password: 'plum tractor violin', accountId: ours, roles };
      for (const [path, method, json] of [
        ['/users', 'POST', newUser],
        ...[user, colleague].flatMap(
          ({ id }) =>
            [
              [`/users/${id}`, 'PATCH', { newPassword: 'taken over now' }],
              [`/users/${id}`, 'PATCH', { roles }],
              [`/users/${id}/recovery-link`, 'POST', {}],
            ] as const,
        ),
        ['/api-keys', 'POST', { name: 'Other', userId: colleague.id }],
        [`/auth/token?userId=${colleague.id}`, 'GET', undefined],
      ] as const) {
        const { status } = await send(service, credentials, path, { method, json });
        expect(status, `${method} ${path}`).toBe(403);
      }
    },
  );

  it('makes no key that may more, or lasts longer, than itself', async () => {
    const user = await makeUser(service, ['SystemAdministrator', 'Manager']);
    const dateExpires = '2050-01-01T00:00:00.000Z';
    const narrow = await makeKey(service, user, { roles: ['Manager'], accountIds: [ours], dateExpires });
    const make = (json: object) =>
      send(service, narrow.credentials, '/api-keys', { json: { name: 'n', ...json } });
    expect((await make({})).body).toMatchObject({ roles: ['Manager'], accountIds: [ours], dateExpires });
    expect((await make({ dateExpires: '2060-01-01T00:00:00Z' })).body.dateExpires).toBe(dateExpires);
    expect((await make({ dateExpires: '2040-01-01T00:00:00Z' })).body.dateExpires).toMatch(/^2040/);
    expect((await make({ roles: ['SystemAdministrator'] })).status).toBe(400);
    expect((await make({ accountIds: [theirs] })).status).toBe(400);
    expect((await make({ userId: (await makeUser(service)).id })).status).toBe(403);
    await service.request(`/users/${user.id}`, { method: 'PATCH', json: { roles: ['SystemAdministrator'] } });
    expect((await make({})).status).toBe(403);
  });

  it('is refused when it is made for roles or accounts that its user lacks, or for the past', async () => {
    const user = await makeUser(service, ['Manager'], ours);
    for (const [field, limits] of [
      ['Roles', { roles: ['SystemAdministrator'] }],
      ['AccountIds', { accountIds: [theirs] }],
      ['DateExpires', { dateExpires: '2020-01-01T00:00:00Z' }],
      ['DateExpires', { dateExpires: 'tomorrow' }],
      ['Kind', { kind: 'Robot' }],
      ['Name', { name: ' ' }],
    ] as const) {
      const answer = await service.request('/api-keys', { json: { name: 'k', userId: user.id, ...limits } });
      expect(answer.status).toBe(400);
      expect(messagesOf(answer)).toContain(field);
    }
    expect((await service.request('/api-keys', { json: { name: 'k', userId: 'nobody' } })).status).toBe(400);
  });

  it('is revoked by its user, and by nobody else but an administrator', async () => {
    const [one, two] = [await makeUser(service), await makeUser(service)];
    const key = await makeKey(service, one);
    expect((await send(service, passwordOf(two), `/api-keys/${key.id}`, { method: 'DELETE' })).status).toBe(
      404,
    );
    expect(ids(await send(service, passwordOf(two), '/api-keys'))).toEqual([]);
    expect((await send(service, passwordOf(two), `/api-keys?userId=${one.id}`)).status).toBe(403);
    expect((await send(service, key.credentials, '/accounts')).status).toBe(200);
    expect((await send(service, passwordOf(one), `/api-keys/${key.id}`, { method: 'DELETE' })).status).toBe(
      200,
    );
    expect((await send(service, key.credentials, '/accounts')).status).toBe(401);
  });
});

describe('a Manager', () => {
  let manager: Credentials;
  let managerId: string;
  let ours: string;

  beforeAll(async () => {
    ours = await createdId('/accounts', { name: 'Managed' });
    const user = await makeUser(service, ['Manager'], ours);
    managerId = user.id;
    manager = passwordOf(user);
  });

  const patch = (userId: string, json: object) =>
    send(service, manager, `/users/${userId}`, { method: 'PATCH', json });

  it('sees and manages the users of their own accounts', async () => {
    const made = await send(service, manager, '/users', {
      json: { emailAddress: 'colleague@example.com', accountId: ours, firstName: 'Ada' },
    });
    expect(made.body).toMatchObject({ emailAddress: 'colleague@example.com', accountIds: [ours], roles: [] });
    expect((await patch(made.body.id, { lastName: 'Ek', disabled: true })).body).toMatchObject({
      name: 'Ada Ek',
      disabled: true,
    });
    expect(ids(await send(service, manager, '/users')).sort()).toEqual([managerId, made.body.id].sort());
    expect((await send(service, manager, `/users/${made.body.id}`, { method: 'DELETE' })).status).toBe(204);
  });

  it('does not see users of other accounts', async () => {
    const stranger = await makeUser(service, [], theirs);
    const administrator = await makeUser(service, ['SystemAdministrator']);
    for (const { id } of [stranger, administrator]) {
      expect((await send(service, manager, `/users/${id}`)).status).toBe(404);
      expect((await patch(id, { newPassword: 'taken over now' })).status).toBe(404);
      expect((await send(service, manager, `/users/${id}`, { method: 'DELETE' })).status).toBe(404);
      expect((await send(service, manager, `/auth/token?userId=${id}`)).status).toBe(404);
    }
  });

  it('gains nothing by managing users', async () => {
    const shared = await makeUser(service, [], ours);
    await service.request(`/users/${shared.id}`, { method: 'PATCH', json: { accountIds: [ours, theirs] } });
    const seen = (await send(service, manager, `/users/${shared.id}`)).body;
    expect([seen.accountIds, seen.accountNames]).toEqual([[ours], ['Managed']]);
    const privileged = await makeUser(service, ['SystemAdministrator'], ours);
    const auditor = await makeUser(service, ['Auditor'], ours);
    for (const { id } of [shared, privileged, auditor]) {
      expect((await patch(id, { newPassword: 'taken over now' })).status).toBe(403);
      expect((await send(service, manager, `/users/${id}`, { method: 'DELETE' })).status).toBe(403);
      expect((await send(service, manager, `/auth/token?userId=${id}`)).status).toBe(403);
    }
    expect((await patch(managerId, { roles: ['SystemAdministrator'] })).status).toBe(403);
    expect((await patch(managerId, { accountIds: [ours, theirs] })).status).toBe(400);
    expect((await patch(managerId, { accountIds: [] })).status).toBe(400);
    for (const json of [{ accountId: theirs }, {}, { accountId: ours, roles: ['Manager'] }]) {
      const { status } = await send(service, manager, '/users', {
        json: { emailAddress: 'more@example.com', ...json },
      });
      expect([400, 403]).toContain(status);
    }
  });
});

describe('users', () => {
  it.each([
    [409, 'EmailAddress', { emailAddress: 'ADMIN@example.com' }],
    [400, 'EmailAddress', { emailAddress: 'no address' }],
    [400, 'EmailAddress', {}],
    [400, 'Password', { emailAddress: 'a@example.com', password: 'short' }],
    [400, 'Roles', { emailAddress: 'a@example.com', roles: ['Emperor'] }],
    [400, 'AccountId', { emailAddress: 'a@example.com', accountId: 'none' }],
  ])('are refused with %d for their %s: %j', async (status, field, json) => {
    const answer = await service.request('/users', { json });
    expect(answer.status).toBe(status);
    expect(messagesOf(answer)).toContain(field);
  });

  it('end their other sign-ins when they change their password', async () => {
    const user = await makeUser(service);
    const [here, elsewhere] = [await cookiesOf(service, user), await cookiesOf(service, user)];
    const sessions = (await send(service, here, '/auth/sessions')).body.items;
    expect(sessions.map(({ current }: { current: boolean }) => current)).toEqual([false, true]);
    const change = (currentPassword: string) =>
      send(service, here, '/auth/password', {
        json: { currentPassword, newPassword: 'a whole new password' },
      });
    expect((await change('wrong')).status).toBe(400);
    expect((await change('plum tractor violin')).status).toBe(204);
    expect((await send(service, elsewhere, '/accounts')).status).toBe(401);
    expect((await send(service, here, '/accounts')).status).toBe(200);
    expect((await send(service, passwordOf(user), '/accounts')).status).toBe(401);
  });

  it('end one of their sign-ins, and none of others', async () => {
    const [user, stranger] = [await makeUser(service), await makeUser(service)];
    const [here, elsewhere] = [await cookiesOf(service, user), await cookiesOf(service, user)];
    const { items } = (await send(service, here, '/auth/sessions')).body;
    const path = `/auth/sessions/${items[0].id}`;
    const end = (by: Credentials) => send(service, by, path, { method: 'DELETE' });
    expect((await end(passwordOf(stranger))).status).toBe(404);
    expect((await end(here)).status).toBe(204);
    expect((await send(service, elsewhere, '/accounts')).status).toBe(401);
    expect((await end(here)).status).toBe(404);
  });

  it('keep one system administrator, also when two remove each other at once', async () => {
    const scratch = await createTestDatabase();
    const alone = await startService({ DATABASE_URL: scratch.url });
    try {
      const [first] = (await alone.request('/users')).body.items;
      const change = (json: object) => alone.request(`/users/${first.id}`, { method: 'PATCH', json });
      for (const json of [{ disabled: true }, { roles: [] }, { roles: ['Manager'] }]) {
        expect((await change(json)).status).toBe(409);
      }
      expect((await alone.request(`/users/${first.id}`, { method: 'DELETE' })).status).toBe(409);
      expect((await change({ firstName: 'Ann', roles: ['SystemAdministrator'] })).status).toBe(200);
      for (const [method, json] of [
        ['DELETE', undefined],
        ['PATCH', { disabled: true }],
        ['PATCH', { roles: [] }],
      ] as const) {
        const users = await Promise.all([1, 2, 3, 4].map(() => makeUser(alone, ['SystemAdministrator'])));
        const keys = await Promise.all(users.map((user) => makeKey(alone, user)));
        expect((await change({ roles: [] })).status).toBe(200);
        const answers = await Promise.all(
          keys.map(({ credentials }, index) =>
            send(alone, credentials, `/users/${users[(index + 1) % users.length]?.id}`, { method, json }),
          ),
        );
        expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200, 200, 200]);
        const able = `'SystemAdministrator' = ANY(roles) AND NOT disabled`;
        const [row] = await onDatabase(
          scratch.url,
          `SELECT count(*)::int AS count FROM user_account WHERE ${able}`,
        );
        expect(row?.count).toBeGreaterThan(0);
        await onDatabase(scratch.url, 'DELETE FROM user_account WHERE id <> $1', [first.id]);
        await onDatabase(
          scratch.url,
          `UPDATE user_account SET roles = '{SystemAdministrator}' WHERE id = $1`,
          [first.id],
        );
      }
    } finally {
      await alone.stop();
      await scratch.drop();
    }
  });
});

describe('a token', () => {
  const claims = { aud: 'ai-sessions' };
  const signed = (secret: string, subject: string) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('15m')
      .sign(new TextEncoder().encode(secret));

  it('is not believed when anybody else signed it, or when it was changed', async () => {
    const { body } = await service.request('/auth/token');
    const [head, payload, signature] = body.authToken.split('.');
    const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const longer = Buffer.from(JSON.stringify({ ...claims, sub, iat: 1, exp: 9_999_999_999 })).toString(
      'base64url',
    );
    for (const token of [
      await signed('another secret, just as long as ours is', sub),
      // The secret itself signs cookies; tokens have a key of their own.
      await signed(SECRET, sub),
      `${head}.${longer}.${signature}`,
      `${head}.${payload}.`,
      `${head}.${payload}.${signature.slice(0, -2)}AA`,
    ]) {
      const { status } = await send(service, { authorization: `Bearer ${token}` }, '/accounts');
      expect(status).toBe(401);
    }
    expect((await send(service, { authorization: `Bearer ${body.authToken}` }, '/accounts')).status).toBe(
      200,
    );
  });

  it('signs in as the user it was asked for, and renews nothing', async () => {
    const user = await makeUser(service, ['Manager'], ours);
    const { body } = await service.request(`/auth/token?userEmailAddress=${user.emailAddress.toUpperCase()}`);
    const token = { authorization: `Bearer ${body.authToken}` };
    expect((await send(other, token, '/auth/status')).body).toMatchObject({
      id: user.id,
      roles: ['Manager'],
    });
    expect((await send(service, token, '/auth/token')).status).toBe(403);
    await service.request(`/users/${user.id}`, { method: 'PATCH', json: { disabled: true } });
    expect((await send(service, token, '/auth/status')).status).toBe(401);
  });

  it('has the limits of the key it was made with, and ends with it', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const key = await makeKey(service, user, { accountIds: [ours] });
    const { body } = await send(service, key.credentials, '/auth/token');
    const token = { authorization: `Bearer ${body.authToken}` };
    expect(ids(await send(service, token, '/accounts'))).toEqual([ours]);
    await service.request(`/api-keys/${key.id}`, { method: 'DELETE' });
    expect((await send(service, token, '/accounts')).status).toBe(401);
  });
});

describe('what is withdrawn in one process', () => {
  /** Asks the other process, as long as it may not know yet. What counts is when it is asked, not how long it takes. */
  async function refusedByOther(credentials: Credentials, path: string): Promise<number> {
    const deadline = performance.now() + 5_000;
    for (;;) {
      const asked = performance.now();
      const { status } = await send(other, credentials, path);
      if (status !== 200 || asked > deadline) return status;
    }
  }

  it.each([
    ['a revoked key', 401],
    ['a removed role', 403],
    ['a disabled user', 401],
    ['a deleted user', 401],
    ['a narrowed grant', 404],
    ['an ended sign-in', 401],
  ] as const)('stops working in another: %s', async (what, refusal) => {
    const granted = what === 'a narrowed grant';
    const user = await makeUser(service, granted ? [] : ['SystemAdministrator'], ours);
    const key = await makeKey(service, user);
    const cookies = await cookiesOf(service, user);
    const path = granted ? `/accounts/${ours}` : '/ai/sessions';
    const credentials = what === 'an ended sign-in' ? cookies : key.credentials;
    expect((await send(other, credentials, path)).status).toBe(200);
    const change = (json: object) => service.request(`/users/${user.id}`, { method: 'PATCH', json });
    switch (what) {
      case 'a revoked key':
        await service.request(`/api-keys/${key.id}`, { method: 'DELETE' });
        break;
      case 'a removed role':
        await change({ roles: [] });
        break;
      case 'a disabled user':
        await change({ disabled: true });
        break;
      case 'a deleted user':
        await service.request(`/users/${user.id}`, { method: 'DELETE' });
        break;
      case 'a narrowed grant':
        await change({ accountIds: [theirs] });
        break;
      case 'an ended sign-in':
        await send(service, cookies, '/auth/logout', { method: 'POST', json: {} });
        break;
    }
    expect((await send(service, credentials, path)).status).toBe(refusal);
    expect(await refusedByOther(credentials, path)).toBe(refusal);
  });
});
