import { type Database, openDatabase } from '@ai-sessions/db';
import { createTestDatabase, quietLog, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendDigests } from '../src/server/composition/digests.ts';
import { makeKey, makeUser, send } from './support/callers.ts';
import { newWebhook, type Receiver, received, startReceiver } from './support/receiver.ts';
import { freePort, type RunningService, startService, until } from './support/service.ts';
import { newSessionOf } from './support/session.ts';

let testDatabase: TestDatabase;
let database: Database;
let receiver: Receiver;
let service: RunningService;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
  receiver = await startReceiver();
  service = await startService({
    DATABASE_URL: testDatabase.url,
    PUBLIC_URL: 'https://sessions.example.com',
    PORT: await freePort(),
    OUTBOUND_TARGETS: receiver.url,
    OUTBOUND_NETWORKS: '127.0.0.0/8,::1/128',
  });
});

afterAll(async () => {
  await service.stop();
  await receiver.stop();
  await database.close();
  await testDatabase.drop();
});

/** Does what is due, as the job does in a service that sends no e-mail. */
const tell = () => sendDigests({ db: database.db, outbox: undefined, publicUrl: undefined, reminderDays: 0 });

const choose = (json: object) => service.request('/ai/digest', { method: 'PATCH', json });

it('goes to the webhook that its reader chose, signed and sent again like any other event', async () => {
  const webhook = await newWebhook(service, `${receiver.url}/digests`, { eventTypes: ['action.refused'] });
  const { path } = await newSessionOf(service, 'setSessionPurpose', 1);
  const chosen = await choose({ frequency: 'Daily', webhookId: webhook.id });
  expect([chosen.status, chosen.body]).toEqual([
    200,
    { frequency: 'Daily', webhookId: webhook.id, isPossible: false },
  ]);
  let calls = 0;
  receiver.answer = (call, response) => {
    calls++;
    if (calls > 1) return received(call, response);
    response.statusCode = 503;
    response.end();
  };
  await Promise.all([tell(), tell()]);
  await until(async () => calls === 1);
  const wasTried = () =>
    service.request(`${webhook.path}/deliveries`).then(({ body }) => body.items[0]?.status === 503);
  await until(wasTried);
  await database.pool.query('UPDATE ai_webhook_delivery SET date_next_attempt = now()');
  const events = () => receiver.eventsOn('/digests', webhook.secret);
  await until(async () => events().length === 2);
  const [first, second] = events();
  expect(second).toEqual(first);
  expect(first).toMatchObject({
    type: 'review.digest',
    data: {
      link: 'https://sessions.example.com/admin',
      digest: {
        emailAddress: 'admin@example.com',
        waitingSessions: 1,
        moreWaiting: false,
        overdueSessions: 0,
        oldest: [{ sessionId: path.slice('/ai/sessions/'.length), actions: 1 }],
        mentions: [],
      },
    },
  });
  await tell();
  expect(calls).toBe(2);
  const delivery = (await service.request(`${webhook.path}/deliveries`)).body.items[0];
  expect([delivery.eventType, delivery.state, delivery.sessionId]).toEqual([
    'review.digest',
    'Delivered',
    undefined,
  ]);
});

it('waits while its webhook is disabled and the service sends no e-mail', async () => {
  const webhook = await newWebhook(service, `${receiver.url}/disabled`, { enabled: false });
  expect((await choose({ webhookId: webhook.id })).body.frequency).toBe('Daily');
  await database.pool.query('UPDATE ai_digest SET date_sent = NULL');
  await tell();
  expect((await service.request(`${webhook.path}/deliveries`)).body.items).toEqual([]);
  await service.request(webhook.path, { method: 'PATCH', json: { enabled: true } });
  await tell();
  await until(async () => receiver.eventsOn('/disabled', webhook.secret).length === 1);
  await service.request(webhook.path, { method: 'DELETE' });
  expect((await service.request('/ai/digest')).body).toEqual({ frequency: 'Daily', isPossible: false });
});

it('can be taken away from a webhook again, and goes to none that is not there, or not the caller’s to choose', async () => {
  const webhook = await newWebhook(service, `${receiver.url}/chosen`);
  await choose({ webhookId: webhook.id });
  expect((await choose({ webhookId: '' })).body).toEqual({ frequency: 'Daily', isPossible: false });
  const missing = await choose({ webhookId: 'none' });
  expect([missing.status, missing.body.responseStatus.errors[0].fieldName]).toEqual([400, 'WebhookId']);
  const { body: account } = await service.request('/accounts', { json: { name: 'Limited' } });
  const limits = { kind: 'Integration', accountIds: [account.id] };
  const { credentials } = await makeKey(service, await makeUser(service, ['SystemAdministrator']), limits);
  const given = { method: 'PATCH', json: { webhookId: webhook.id } };
  const refused = await send(service, credentials, '/ai/digest', given);
  expect([refused.status, refused.body.responseStatus.message]).toEqual([
    403,
    expect.stringContaining('all accounts'),
  ]);
});
