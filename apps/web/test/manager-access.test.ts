import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Credentials, makeKey, makeUser, passwordOf, send } from './support/callers.ts';
import { type RunningService, startService } from './support/service.ts';

let database: TestDatabase;
let service: RunningService;
let account: string;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startService({ DATABASE_URL: database.url });
  account = (await service.request('/accounts', { json: { name: 'Ours' } })).body.id;
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

const patch = (userId: string, json: object) =>
  service.request(`/users/${userId}`, { method: 'PATCH', json });

/** A manager of the account with this access, and a user whom they manage. */
async function managerWith(
  managerAccess?: string,
): Promise<{ readonly id: string; readonly credentials: Credentials; readonly managed: string }> {
  const manager = await makeUser(service, ['Manager'], account);
  if (managerAccess) expect((await patch(manager.id, { managerAccess })).status).toBe(200);
  const managed = await makeUser(service, [], account);
  return { id: manager.id, credentials: passwordOf(manager), managed: managed.id };
}

it.each([
  ['ReadOnly', [200, 403, 403, 403]],
  ['ReadWrite', [200, 200, 200, 403]],
  ['ReadWriteDelete', [200, 200, 200, 204]],
  [undefined, [200, 200, 200, 204]],
] as const)(
  'a manager with %s may read, create, change and delete as far as that',
  async (access, expected) => {
    const { credentials, managed } = await managerWith(access);
    const emailAddress = `of-${access}@example.com`;
    const statuses = [
      await send(service, credentials, '/users'),
      await send(service, credentials, '/users', { json: { emailAddress, accountId: account } }),
      await send(service, credentials, `/users/${managed}`, { method: 'PATCH', json: { firstName: 'Ben' } }),
      await send(service, credentials, `/users/${managed}`, { method: 'DELETE' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual(expected);
  },
);

it('counts for keys and tokens too, and not for system administrators', async () => {
  const manager = await makeUser(service, ['Manager'], account);
  await patch(manager.id, { managerAccess: 'ReadOnly' });
  const key = await makeKey(service, manager);
  const { body } = await send(service, passwordOf(manager), '/auth/token');
  const json = { emailAddress: 'refused@example.com', accountId: account };
  for (const credentials of [key.credentials, { authorization: `Bearer ${body.authToken}` }]) {
    const answer = await send(service, credentials, '/users', { json });
    expect(answer.status).toBe(403);
    expect(answer.body.responseStatus.message).toContain('ReadOnly');
  }
  const administrator = await makeUser(service, ['SystemAdministrator', 'Manager'], account);
  await patch(administrator.id, { managerAccess: 'ReadOnly' });
  const made = await send(service, passwordOf(administrator), '/users', {
    json: { emailAddress: 'made@example.com' },
  });
  expect(made.status).toBe(200);
});

it('is no way to what another manager may', async () => {
  const { credentials, id } = await managerWith('ReadWrite');
  const stronger = await managerWith('ReadWriteDelete');
  const newPassword = 'taken over completely';
  for (const json of [{ newPassword }, { firstName: 'Mine' }]) {
    const answer = await send(service, credentials, `/users/${stronger.id}`, { method: 'PATCH', json });
    expect(answer.status).toBe(403);
  }
  expect((await send(service, credentials, `/auth/token?userId=${stronger.id}`)).status).toBe(403);
  const weaker = await managerWith('ReadOnly');
  expect((await send(service, credentials, `/auth/token?userId=${weaker.id}`)).status).toBe(200);
  // Nor to more of their own.
  for (const json of [{ managerAccess: 'ReadWriteDelete' }, { dashboardPermissions: ['ViewFiles'] }]) {
    expect((await send(service, credentials, `/users/${id}`, { method: 'PATCH', json })).status).toBe(403);
    const made = { emailAddress: 'more@example.com', accountId: account, ...json };
    expect((await send(service, credentials, '/users', { json: made })).status).toBe(403);
  }
  const self = { method: 'PATCH', json: { firstName: 'Me' } };
  expect((await send(service, credentials, `/users/${id}`, self)).status).toBe(200);
});

it('is told with the areas of the dashboard, by whoever reads the user and to themselves', async () => {
  const { body: made } = await service.request('/users', {
    json: {
      emailAddress: 'areas@example.com',
      password: 'plum tractor violin',
      accountId: account,
      roles: ['Manager'],
      managerAccess: 'ReadWrite',
      dashboardPermissions: ['ViewReports', 'ViewFiles', 'ViewReports'],
    },
  });
  const expected = { managerAccess: 'ReadWrite', dashboardPermissions: ['ViewFiles', 'ViewReports'] };
  expect(made).toMatchObject(expected);
  const { body: read } = await service.request(`/users/${made.id}`);
  expect(read).toMatchObject(expected);
  const credentials = passwordOf({ id: made.id, emailAddress: made.emailAddress });
  expect((await send(service, credentials, '/auth/status')).body).toMatchObject(expected);
  expect((await patch(made.id, { dashboardPermissions: [] })).body.dashboardPermissions).toEqual([]);
  for (const json of [{ managerAccess: 'All' }, { dashboardPermissions: ['ViewEverything'] }]) {
    expect((await patch(made.id, json)).status).toBe(400);
  }
  const { body: events } = await service.request(`/audit/events?entityId=${made.id}&operation=NewUser`);
  expect(events.items[0].changes).toContainEqual({ field: 'managerAccess', after: 'ReadWrite' });
});
