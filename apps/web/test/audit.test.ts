import { operations } from '@ai-sessions/contract';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, textOf } from './support/audit-events.ts';
import { sentences } from './support/audit-sentences.ts';
import { cookiesOf, makeKey, makeUser, passwordOf, send } from './support/callers.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import {
  authorizationUrl,
  begin,
  decide,
  jarOf,
  newVerifier,
  registerClient,
} from './support/oauth-agent.ts';
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

const PUBLIC_URL = 'http://sessions.example.com';

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
    PUBLIC_URL,
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

async function created(path: string, json: object): Promise<string> {
  const { body, text } = await service.request(path, { json });
  if (!body?.id) throw new Error(text);
  return body.id;
}

const newSession = () => created('/ai/sessions', { purpose: 'Tidy up' });

let views = 0;
const aView = () => ({ list: 'sessions', name: `Waiting ${++views}`, query: 'pending=yes' });
/** The path of a new comment. */
async function newComment(): Promise<string> {
  const path = `/ai/sessions/${await newSession()}/comments`;
  return `${path}/${await created(path, { text: 'Agree' })}`;
}

const newView = () => created('/ai/views', aView());

/** One that sends nothing by itself. */
const newWebhook = () => created('/ai/webhooks', { url: target.url, enabled: false });

/** The grant of an agent that somebody has let in. */
async function agentGrant(): Promise<string> {
  const user = await makeUser(service, ['SystemAdministrator']);
  const jar = jarOf(await cookiesOf(service, user));
  const clientId = await registerClient(service.url);
  const resource = `${PUBLIC_URL}/mcp`;
  const address = authorizationUrl(service.url, clientId, newVerifier().challenge, { resource });
  const path = await begin(address, jar);
  const { status, text } = await decide(service.url, path, jar, { allow: true, accounts: 'all' }, PUBLIC_URL);
  if (status !== 200) throw new Error(text);
  return (await service.request(`/auth/agents?userId=${user.id}`)).body.items[0].id;
}

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
  NewAISessionComment: async () => ({
    method: 'POST',
    path: `/ai/sessions/${await newSession()}/comments`,
    json: { text: 'Agreed' },
  }),
  PatchAISessionComment: async () => ({
    method: 'PATCH',
    path: await newComment(),
    json: { text: 'Agreed on the phone' },
  }),
  DeleteAISessionComment: async () => ({ method: 'DELETE', path: await newComment() }),
  MarkAIMentionsSeen: async () => ({ method: 'POST', path: '/ai/mentions/seen', json: {} }),
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
  PatchAIDigest: async () => ({ method: 'PATCH', path: '/ai/digest', json: { frequency: 'Daily' } }),
  NewAIDemoData: async () => ({ method: 'POST', path: '/ai/demo-data', json: { confirmed: true } }),
  DeleteAIDemoData: async () => ({ method: 'DELETE', path: '/ai/demo-data' }),
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
  EraseUser: async () => {
    const user = await makeUser(service);
    return {
      method: 'POST',
      path: `/users/${user.id}/erase`,
      json: { emailAddress: user.emailAddress },
    };
  },
  SealAuditEvents: async () => ({ method: 'POST', path: '/audit/heads', json: {} }),
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
  RevokeAgentGrant: async () => ({ method: 'DELETE', path: `/auth/agents/${await agentGrant()}` }),
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

const mutations = operations.filter(({ verb }) => verb !== 'GET').map(({ name }) => name);

describe.each(mutations)('%s', (name) => {
  it('leaves exactly one event, and none when it is refused', async () => {
    const { method, path, json, headers = {} } = (await scenarios[name]?.()) ?? { method: '', path: '' };
    const credentials =
      Object.keys(headers).length > 0 ? headers : { authorization: basic(ADMIN_EMAIL, ADMIN_PASSWORD) };
    const options = { method, json, headers: { 'x-request-id': `test-${name}` } };
    const [event, ...others] = await eventsOf(database, async () => {
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
      // There is one switch for all applying, one lot of demo data and one audit trail, with names of their own.
      entity_id: expect.stringMatching(/^(?:[\w-]{36}|applying|demo-data|audit-trail)$/),
    });
    expect(JSON.stringify(event)).not.toMatch(
      /whsec_|v1\.[\w-]{60}|argon2|plum tractor|a whole new password|correct horse/,
    );
    expect(await eventsOf(database, () => send(service, {}, path, { ...options, json: json && {} }))).toEqual(
      [],
    );
    const { items } = (await service.request(`/audit/events?entityId=${event?.entity_id}&operation=${name}`))
      .body;
    const expected = sentences[name] ?? 'a sentence that this test lacks';
    expect(textOf(items[0])).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });
});
