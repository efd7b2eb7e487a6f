import { type AuditEventInfo, operations } from '@ai-sessions/contract';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventSentence, WHO } from '../src/components/history/event-sentence.ts';
import { cookiesOf, makeKey, makeUser, passwordOf, send } from './support/callers.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  basic,
  freePort,
  type RunningService,
  startService,
  until,
} from './support/service.ts';
import {
  applying,
  functionOn,
  inDoubt,
  sessionWith,
  startUnfitTarget,
  type UnfitTarget,
} from './support/unfit-target.ts';

let testDatabase: TestDatabase;
let database: pg.Client;
let service: RunningService;
let target: UnfitTarget;
let mail: MailServer;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  mail = await startMailServer();
  target = await startUnfitTarget();
  service = await startService({
    ...target.environment,
    DATABASE_URL: testDatabase.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'no-reply@example.com',
    PUBLIC_URL: 'http://sessions.example.com',
    PORT: await freePort(),
  });
  database = new pg.Client(testDatabase.url);
  await database.connect();
});

afterAll(async () => {
  await database.end();
  // First, so that no call is under way which the service would wait for.
  await target.stop();
  await service.stop();
  await mail.stop();
  await testDatabase.drop();
});

interface StoredEvent {
  readonly operation: string;
  readonly entity_type: string;
  readonly entity_id: string;
  readonly user_name: string;
  readonly way: string;
  readonly request_id: string;
  readonly address: string;
  readonly changes: Readonly<Record<string, readonly unknown[]>>;
  readonly refusal: string | null;
}

/** The events of what happens meanwhile. */
async function eventsOf(work: () => Promise<unknown>): Promise<StoredEvent[]> {
  const { rows: before } = await database.query('SELECT id FROM audit_event');
  await work();
  const { rows } = await database.query('SELECT * FROM audit_event WHERE id <> ALL ($1) ORDER BY id', [
    before.map(({ id }) => id),
  ]);
  return rows;
}

async function created(path: string, json: object): Promise<string> {
  const { body, text } = await service.request(path, { json });
  if (!body?.id) throw new Error(text);
  return body.id;
}

const newSession = () => created('/ai/sessions', { purpose: 'Tidy up' });

/** One that sends nothing by itself. */
let views = 0;
const aView = () => ({ list: 'sessions', name: `Waiting ${++views}`, query: 'pending=yes' });
const newView = () => created('/ai/views', aView());
const newWebhook = () => created('/ai/webhooks', { url: target.url, enabled: false });

async function withAction(): Promise<{ session: string; action: string }> {
  const session = await newSession();
  const { body } = await service.request(`/ai/sessions/${session}/actions`, {
    json: { functionName: 'renameAccount' },
  });
  return { session, action: body.actions[0].id };
}

/** For every operation that changes something: prepares it, and says how it is called. */
const scenarios: Readonly<
  Record<
    string,
    () => Promise<{ method: string; path: string; json?: object; headers?: Record<string, string> }>
  >
> = {
  NewAISession: async () => ({ method: 'POST', path: '/ai/sessions', json: { purpose: 'New' } }),
  PatchAISession: async () => ({
    method: 'PATCH',
    path: `/ai/sessions/${await newSession()}`,
    json: { purpose: 'Changed' },
  }),
  DeleteAISession: async () => ({ method: 'DELETE', path: `/ai/sessions/${await newSession()}` }),
  NewAISessionAction: async () => ({
    method: 'POST',
    path: `/ai/sessions/${await newSession()}/actions`,
    json: { functionName: 'f' },
  }),
  DeleteAISessionAction: async () => {
    const { session, action } = await withAction();
    return { method: 'DELETE', path: `/ai/sessions/${session}/actions/${action}` };
  },
  ClearAISessionActions: async () => {
    const { session } = await withAction();
    await service.request(`/ai/sessions/${session}/actions`, { json: { functionName: 'another' } });
    return { method: 'DELETE', path: `/ai/sessions/${session}/actions` };
  },
  PatchAISessionAction: async () => {
    const { session, action } = await withAction();
    return {
      method: 'PATCH',
      path: `/ai/sessions/${session}/actions/${action}`,
      json: { arguments: '{"name":"Corrected"}' },
    };
  },
  JudgeAISessionAction: async () => {
    const { session, action } = await withAction();
    const json = { judgement: 'Refused', reason: 'Not now' };
    return { method: 'POST', path: `/ai/sessions/${session}/actions/${action}/judgement`, json };
  },
  SettleAISessionAction: async () => {
    const { sessionId, actionId } = await inDoubt(service, target);
    const json = { settlement: 'Applied', note: 'Seen' };
    return { method: 'POST', path: `/ai/sessions/${sessionId}/actions/${actionId}/settlement`, json };
  },
  ApplyAISession: async () => {
    const { sessionId } = await sessionWith(service, await functionOn(service, target, '/cut'));
    return { method: 'POST', path: `/ai/sessions/${sessionId}/apply` };
  },
  StopAISessionRun: async () => {
    const { sessionId, runId } = await applying(service, target);
    return { method: 'POST', path: `/ai/sessions/${sessionId}/runs/${runId}/stop` };
  },
  RestoreAISession: async () => {
    const session = await newSession();
    await service.request(`/ai/sessions/${session}`, { method: 'DELETE' });
    return { method: 'POST', path: `/ai/sessions/${session}/restore` };
  },
  NewAIFunction: async () => ({
    method: 'POST',
    path: '/ai/functions',
    json: { name: 'new', title: 'New', url: target.url, headers: { authorization: 'a whole new password' } },
  }),
  PatchAIFunction: async () => ({
    method: 'PATCH',
    path: `/ai/functions/${await created('/ai/functions', { name: 'old', title: 'Old', url: target.url })}`,
    json: { title: 'Renamed', headers: { authorization: 'a whole new password' } },
  }),
  DeleteAIFunction: async () => ({
    method: 'DELETE',
    path: `/ai/functions/${await created('/ai/functions', { name: 'gone', title: 'Gone', url: target.url })}`,
  }),
  PatchAIApplying: async () => ({
    method: 'PATCH',
    path: '/ai/applying',
    json: { stopped: false, reason: 'Go on' },
  }),
  PatchAIAccountStop: async () => ({
    method: 'PATCH',
    path: `/ai/applying/accounts/${await created('/accounts', { name: 'Stopped' })}`,
    json: { stopped: true, reason: 'Wait' },
  }),
  PatchAIAgentStop: async () => ({
    method: 'PATCH',
    path: `/ai/applying/agents/${(await makeKey(service, await makeUser(service))).id}`,
    json: { stopped: true, reason: 'Wait' },
  }),
  NewAIView: async () => ({ method: 'POST', path: '/ai/views', json: aView() }),
  PatchAIView: async () => ({
    method: 'PATCH',
    path: `/ai/views/${await newView()}`,
    json: { query: 'pending=no' },
  }),
  DeleteAIView: async () => ({ method: 'DELETE', path: `/ai/views/${await newView()}` }),
  NewAIWebhook: async () => ({ method: 'POST', path: '/ai/webhooks', json: { url: target.url } }),
  PatchAIWebhook: async () => ({
    method: 'PATCH',
    path: `/ai/webhooks/${await newWebhook()}`,
    json: { description: 'Changed' },
  }),
  DeleteAIWebhook: async () => ({ method: 'DELETE', path: `/ai/webhooks/${await newWebhook()}` }),
  RotateAIWebhookSecret: async () => ({
    method: 'POST',
    path: `/ai/webhooks/${await newWebhook()}/secret`,
    json: {},
  }),
  TestAIWebhook: async () => ({ method: 'POST', path: `/ai/webhooks/${await newWebhook()}/test` }),
  ResendAIWebhookDelivery: async () => {
    const path = `/ai/webhooks/${await newWebhook()}`;
    const { body } = await service.request(`${path}/test`, { method: 'POST' });
    const delivery = `${path}/deliveries/${body.id}`;
    await until(async () => {
      const { body: list } = await service.request(`${path}/deliveries`);
      return list.items[0].state === 'Failed';
    });
    return { method: 'POST', path: `${delivery}/resend` };
  },
  NewAIUsageEntries: async () => ({
    method: 'POST',
    path: '/ai/usage/entries',
    json: {
      accountId: await created('/accounts', { name: 'Spends' }),
      externalId: 'call',
      aiMinutes: 3,
      startDate: '2026-03-02T08:15:00Z',
    },
  }),
  NewAccount: async () => ({
    method: 'POST',
    path: '/accounts',
    json: { name: 'New', twilioAccountSid: 'AC1', twilioAuthToken: 'a whole new password' },
  }),
  PatchAccount: async () => ({
    method: 'PATCH',
    path: `/accounts/${await created('/accounts', { name: 'Old', twilioAuthToken: 'a whole new password' })}`,
    json: { name: 'Renamed', twilioAuthToken: 'another a whole new password' },
  }),
  CheckAccount: async () => ({
    method: 'POST',
    path: `/accounts/${await created('/accounts', { name: 'Checked' })}/check`,
  }),
  RegenerateAccountTokens: async () => {
    const account = await created('/accounts', { name: 'Replaced' });
    const user = await makeUser(service, ['SystemAdministrator']);
    await makeKey(service, user, { accountIds: [account] });
    return { method: 'POST', path: `/accounts/${account}/tokens` };
  },
  DeleteAccount: async () => ({
    method: 'DELETE',
    path: `/accounts/${await created('/accounts', { name: 'Gone' })}`,
  }),
  NewUser: async () => ({ method: 'POST', path: '/users', json: { emailAddress: 'new@example.com' } }),
  PatchUser: async () => ({
    method: 'PATCH',
    path: `/users/${(await makeUser(service)).id}`,
    json: { firstName: 'Ben', newPassword: 'a whole new password' },
  }),
  DeleteUser: async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    await makeKey(service, user);
    return { method: 'DELETE', path: `/users/${user.id}` };
  },
  NewRecoveryLink: async () => ({
    method: 'POST',
    path: `/users/${(await makeUser(service)).id}/recovery-link`,
  }),
  ForgotPassword: async () => ({
    method: 'POST',
    path: '/auth/forgot-password',
    json: { emailAddress: (await makeUser(service)).emailAddress },
  }),
  RecoverPassword: async () => {
    const { id } = await makeUser(service);
    const { body } = await service.request(`/users/${id}/recovery-link`, { method: 'POST' });
    return {
      method: 'POST',
      path: '/auth/recover',
      json: { token: body.token, newPassword: 'a whole new password' },
    };
  },
  Authenticate: async () => ({
    method: 'POST',
    path: '/auth/credentials',
    json: { userName: ADMIN_EMAIL, password: ADMIN_PASSWORD },
  }),
  AuthenticateLogout: async () => ({
    method: 'POST',
    path: '/auth/logout',
    json: {},
    headers: { ...(await cookiesOf(service, await makeUser(service))) },
  }),
  ChangePassword: async () => ({
    method: 'POST',
    path: '/auth/password',
    json: { currentPassword: 'plum tractor violin', newPassword: 'a whole new password' },
    headers: { ...passwordOf(await makeUser(service)) },
  }),
  RevokeBrowserSession: async () => {
    const user = await makeUser(service);
    await cookiesOf(service, user);
    const { body } = await service.request(`/auth/sessions?userId=${user.id}`);
    return { method: 'DELETE', path: `/auth/sessions/${body.items[0].id}` };
  },
  NewApiKey: async () => ({ method: 'POST', path: '/api-keys', json: { name: 'New' } }),
  PatchApiKey: async () => ({
    method: 'PATCH',
    path: `/api-keys/${(await makeKey(service, await makeUser(service))).id}`,
    json: { callsPerMinute: 60 },
  }),
  RevokeApiKey: async () => ({
    method: 'DELETE',
    path: `/api-keys/${(await makeKey(service, await makeUser(service))).id}`,
  }),
};

/** How the event of each operation is told; the record stands in angle brackets, with the name that it has now. */
const sentences: Readonly<Record<string, string | RegExp>> = {
  NewAISession: 'Ann opened <New>',
  PatchAISession: 'Ann changed the purpose of <Changed>',
  DeleteAISession: 'Ann discarded <Tidy up>',
  NewAISessionAction: 'Ann queued “f” in <Tidy up>',
  DeleteAISessionAction: 'Ann dropped “renameAccount” in <Tidy up>',
  ClearAISessionActions: 'Ann dropped 2 actions in <Tidy up>',
  PatchAISessionAction: 'Ann corrected “renameAccount” in <Tidy up>',
  JudgeAISessionAction: 'Ann refused “renameAccount” in <Tidy up>: Not now',
  SettleAISessionAction: /^Ann found that “.+” had taken effect in <.*>: Seen$/s,
  ApplyAISession: /^Ann applied <.*>$/s,
  StopAISessionRun: /^Ann stopped applying <.*>$/s,
  RestoreAISession: 'Ann restored <Tidy up>',
  NewAIFunction: 'Ann added <new>',
  PatchAIFunction: 'Ann changed the title and headers of <old>',
  DeleteAIFunction: 'Ann removed <>',
  PatchAIApplying: 'Ann changed the note on applying: Go on',
  PatchAIAccountStop: 'Ann stopped applying on <Stopped>: Wait',
  PatchAIAgentStop: /^Ann stopped applying of <.+>: Wait$/,
  NewAIView: /^Ann saved <Waiting \d+>$/,
  PatchAIView: /^Ann changed the query of <Waiting \d+>$/,
  DeleteAIView: 'Ann removed <>',
  NewAIWebhook: /^Ann added <http.+>$/,
  PatchAIWebhook: /^Ann changed the description of <http.+>$/,
  DeleteAIWebhook: 'Ann removed <>',
  RotateAIWebhookSecret: /^Ann gave a new secret to <http.+>$/,
  TestAIWebhook: /^Ann sent a test to <http.+>$/,
  ResendAIWebhookDelivery: /^Ann sent something again to <http.+>$/,
  NewAIUsageEntries: 'Ann added 3 AI minutes in 1 entry to <Spends>',
  NewAccount: 'Ann added <New>',
  PatchAccount: 'Ann changed the name and twilio auth token of <Renamed>',
  CheckAccount: 'Ann checked the settings of <Checked>',
  RegenerateAccountTokens: 'Ann replaced the API keys of <Replaced>',
  DeleteAccount: 'Ann removed <>',
  NewUser: 'Ann added <new@example.com>',
  PatchUser: /^Ann changed the first name and password of <.+@example\.com>$/,
  DeleteUser: 'Ann removed <>',
  NewRecoveryLink: /^Ann made a recovery link for <.+@example\.com>$/,
  ForgotPassword: 'Ann asked for a link to set a new password',
  RecoverPassword: 'Ann set a new password by recovery link',
  Authenticate: 'Ann signed in',
  AuthenticateLogout: 'Ann signed out',
  ChangePassword: 'Ann changed their own password',
  RevokeBrowserSession: 'Ann ended a sign-in',
  NewApiKey: 'Ann made <New>',
  PatchApiKey: /^Ann changed the calls per minute of <.+>$/,
  RevokeApiKey: /^Ann revoked <.+>$/,
};

/** An event as its sentence tells it, whoever did it. */
function textOf(event: AuditEventInfo): string {
  return eventSentence(event)
    .map((part) => {
      if (part === WHO) return 'Ann';
      if (typeof part === 'string') return part;
      return `${part.preposition ?? ''}<${part.name ?? event.entityName ?? ''}>`;
    })
    .join('');
}

// Of an agent that loses its access the tests of OAuth tell, which have agents.
const mutations = operations
  .filter(({ verb, name }) => verb !== 'GET' && name !== 'RevokeAgentGrant')
  .map(({ name }) => name);

describe.each(mutations)('%s', (name) => {
  it('leaves exactly one event, and none when it is refused', async () => {
    const { method, path, json, headers = {} } = (await scenarios[name]?.()) ?? { method: '', path: '' };
    const credentials =
      Object.keys(headers).length > 0 ? headers : { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD) };
    const options = { method, json, headers: { 'x-request-id': `test-${name}` } };
    const [event, ...others] = await eventsOf(async () => {
      const { status, text } = await send(service, credentials, path, options);
      expect(status, text).toBeLessThan(300);
    });
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      operation: name,
      request_id: `test-${name}`,
      address: '127.0.0.1',
      refusal: null,
      user_name: expect.stringContaining('@example.com'),
      // Whoever forgot the password had not signed in.
      way:
        name === 'ForgotPassword' ? null : expect.stringMatching(/^(password|browserSession|recoveryLink)$/),
      // There is one switch for all applying, with a name of its own.
      entity_id: expect.stringMatching(/^(?:[\w-]{36}|applying)$/),
    });
    expect(JSON.stringify(event)).not.toMatch(
      /whsec_|v1\.[\w-]{60}|argon2|plum tractor|a whole new password|correct horse/,
    );
    expect(await eventsOf(() => send(service, {}, path, { ...options, json: json && {} }))).toEqual([]);
    const { items } = (await service.request(`/audit/events?entityId=${event?.entity_id}&operation=${name}`))
      .body;
    const expected = sentences[name] ?? 'a sentence that this test lacks';
    expect(textOf(items[0])).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });
});

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
  const events = await eventsOf(async () => {
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
    expect(await eventsOf(attempt)).toMatchObject([
      { operation: 'Authenticate', user_name: recorded, refusal: 'Unauthorized', address: '127.0.0.1' },
    ]);
  }
});

it('refuses to change or delete an event, and a change that nobody answers for', async () => {
  for (const statement of [
    'UPDATE audit_event SET user_name = NULL',
    'DELETE FROM audit_event',
    "UPDATE account SET name = 'Unanswered'",
    "INSERT INTO user_account (email_address) VALUES ('unanswered@example.com')",
  ]) {
    await expect(database.query(statement)).rejects.toThrow(/never changed|Nobody answers/);
  }
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
