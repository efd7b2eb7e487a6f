import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { publicKeyOf, readHeads, verifyEvidence, verifyProof } from '@ai-sessions/verify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, textOf } from './support/audit-events.ts';
import { makeKey, makeUser, send } from './support/callers.ts';
import { ADMIN_EMAIL, basic, type RunningService, startService } from './support/service.ts';

let testDatabase: TestDatabase;
let database: pg.Client;
let service: RunningService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  service = await startService({ DATABASE_URL: testDatabase.url });
  database = new pg.Client(testDatabase.url);
  await database.connect();
});

afterAll(async () => {
  await database?.end();
  await service?.stop();
  await testDatabase?.drop();
});

async function created(path: string, json: object): Promise<string> {
  const { body, text } = await service.request(path, { json });
  if (!body?.id) throw new Error(text);
  return body.id;
}

const newSession = () => created('/ai/sessions', { purpose: 'Tidy up' });

it('makes no change whose event cannot be written', async () => {
  const session = await newSession();
  const user = await makeUser(service);
  await database.query('ALTER TABLE audit_event RENAME TO audit_event_elsewhere');
  try {
    for (const [path, json] of [
      [`/ai/sessions/${session}`, { purpose: 'Not audited' }],
      [`/users/${user.id}`, { roles: ['SystemAdministrator'] }],
    ] as const) {
      expect((await service.request(path, { method: 'PATCH', json })).status).toBe(500);
    }
    expect((await service.request('/accounts', { json: { name: 'Not audited' } })).status).toBe(500);
  } finally {
    await database.query('ALTER TABLE audit_event_elsewhere RENAME TO audit_event');
  }
  expect((await service.request(`/ai/sessions/${session}`)).body.purpose).toBe('Tidy up');
  expect((await service.request(`/users/${user.id}`)).body.roles).toEqual([]);
  expect((await service.request('/accounts?nameFilter=Not audited')).body.totalCount).toBe(0);
});

it('leaves one event for a create that is retried with its key', async () => {
  const options = { json: { purpose: 'Once' }, headers: { 'idempotency-key': 'audit-once' } };
  const events = await eventsOf(database, async () => {
    await service.request('/ai/sessions', options);
    await service.request('/ai/sessions', options);
  });
  expect(events).toHaveLength(1);
});

it.each([
  [ADMIN_EMAIL, ADMIN_EMAIL],
  ['stranger@example.com', 'stranger@example.com'],
  ['My-password-in-the-wrong-field', '(no e-mail address)'],
])('records that %s failed to sign in', async (userName, recorded) => {
  for (const attempt of [
    () =>
      service.request('/auth/credentials', { json: { userName, password: 'wrong' }, authorization: null }),
    () => service.request('/ai/sessions', { authorization: basic(userName, 'wrong') }),
  ]) {
    expect(await eventsOf(database, attempt)).toMatchObject([
      { operation: 'Authenticate', user_name: recorded, refusal: 'Unauthorized', address: '127.0.0.1' },
    ]);
  }
});

it('refuses to change or delete an event, and a change that nobody answers for', async () => {
  await created('/accounts', { name: 'Answered for' });
  for (const statement of [
    'UPDATE audit_event SET user_name = NULL',
    'DELETE FROM audit_event',
    "UPDATE account SET name = 'Unanswered'",
    "INSERT INTO user_account (email_address) VALUES ('unanswered@example.com')",
  ]) {
    await expect(database.query(statement)).rejects.toThrow(/never changed|Nobody answers/);
  }
});

it('is proven by what programs and pages get of it, with the keys that anybody may read', async () => {
  const session = await newSession();
  await service.request(`/ai/sessions/${session}`, {
    method: 'PATCH',
    json: { purpose: 'Tidied “up” \u2028' },
  });
  const evidence = await service.request(`/ai/sessions/${session}/evidence`);
  const heads = await service.request('/audit/heads/export.jsonl');
  const proof = await service.request('/audit/proof.jsonl');
  const { body } = await service.request('/audit/keys', { authorization: null });
  const keys = body.keys.map(({ publicKey }: { publicKey: string }) => publicKeyOf(publicKey, 'key'));
  const trusted = { keys, heads: readHeads(Buffer.from(heads.text)) };
  expect(verifyEvidence(Buffer.from(evidence.text), trusted).proven.join(' ')).toContain('Its 2 events');
  expect(verifyProof(Buffer.from(proof.text), trusted).open.join(' ')).not.toContain('--heads');
});

describe('the list of events', () => {
  it('is told in sentences: why somebody was refused, what a run changed, what nobody knows', async () => {
    const [refused, unknown] = [
      { refusal: 'DisabledUser' },
      { operation: 'FromLater', entityId: 'e', entityName: 'e' },
    ];
    const event = { id: 'i', date: '', operation: 'Authenticate', entityType: 'User' };
    expect(textOf({ ...event, ...refused })).toBe('Ann could not sign in: they are disabled');
    expect(textOf({ ...event, ...unknown })).toBe('Ann called FromLater on <e>');
    const accountId = await created('/accounts', { name: 'Before' });
    const session = await created('/ai/sessions', { accountId, purpose: 'Rename' });
    await service.request(`/ai/sessions/${session}/actions`, {
      json: { functionName: 'renameAccount', arguments: JSON.stringify({ accountId, name: 'After' }) },
    });
    await service.request(`/ai/sessions/${session}/apply`, { method: 'POST' });
    const { items } = (await service.request(`/audit/events?entityId=${accountId}`)).body;
    expect(items.map(textOf)).toEqual([
      'Ann changed the name of <After> by applying a session',
      'Ann added <After>',
    ]);
  });

  it('shows what changed, by the names of fields, and can be narrowed down', async () => {
    const session = await newSession();
    await service.request(`/ai/sessions/${session}`, { method: 'PATCH', json: { purpose: 'Later' } });
    await service.request(`/ai/sessions/${session}`, { method: 'DELETE' });
    const list = async (query: string) =>
      (await service.request(`/audit/events?entityType=AISession&entityId=${session}&${query}`)).body.items;
    const events = await list('');
    expect(events.map(({ operation }: { operation: string }) => operation)).toEqual([
      'DeleteAISession',
      'PatchAISession',
      'NewAISession',
    ]);
    expect(events[1]).toMatchObject({
      userName: ADMIN_EMAIL,
      way: 'password',
      changes: [{ field: 'purpose', before: 'Tidy up', after: 'Later' }],
    });
    expect(events[2].changes).toEqual([{ field: 'purpose', after: 'Tidy up' }]);
    expect(events[0].changes).toContainEqual({ field: 'discardedBy', after: ADMIN_EMAIL });
    const [deleted, patched, made] = events;
    expect(await list('operation=PatchAISession')).toEqual([patched]);
    expect(await list(`userId=${made.userId}&userFilter=ADMIN@&refused=false`)).toEqual(events);
    expect(await list('refused=true')).toEqual([]);
    expect(await list(`from=${deleted.date}`)).toContainEqual(deleted);
    expect(await list(`until=${made.date}`)).toEqual([]);
    const first = (await service.request(`/audit/events?entityId=${session}&countPerPage=2`)).body;
    const second = (
      await service.request(`/audit/events?entityId=${session}&countPerPage=2&cursor=${first.nextCursor}`)
    ).body;
    expect([...first.items, ...second.items]).toEqual(events);
  });

  it('names the key that was used', async () => {
    const { id, credentials } = await makeKey(service, await makeUser(service, ['SystemAdministrator']));
    const { body } = await send(service, credentials, '/ai/sessions', { json: { purpose: 'By key' } });
    const { items } = (await service.request(`/audit/events?entityId=${body.id}`)).body;
    expect(items).toMatchObject([{ way: 'apiKey', apiKeyId: id }]);
  });

  it.each([
    'from=yesterday',
    'until=2026-01-01',
    'until=2026-02-30T00:00:00Z',
    'from=0000-01-01T00:00:00Z',
    'from=0001-01-01T00:00:00%2B23:00',
    'until=9999-12-31T23:59:59-23:00',
    'refused=perhaps',
  ])('refuses %s', async (query) => {
    const { status, body } = await service.request(`/audit/events?${query}`);
    expect([status, body.responseStatus.errors.length]).toEqual([400, 1]);
  });
});
