import { once } from 'node:events';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeKey, makeUser, onDatabase, send } from './support/callers.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { newWebhook, type Receiver, received, startReceiver } from './support/receiver.ts';
import { freePort, type RunningService, startService, until } from './support/service.ts';
import { apply, judge, newFunction, newSession, newSessionOf, queue, succeeding } from './support/session.ts';
import { startTarget, type Target } from './support/target.ts';

let database: TestDatabase;
let receiver: Receiver;
let target: Target;
let mail: MailServer;
let environment: Readonly<Record<string, string>>;
let service: RunningService;
/** A second process on the same database. */
let other: RunningService;
let keyed: string;
let paths = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  [receiver, target, mail] = await Promise.all([startReceiver(), startTarget(), startMailServer()]);
  environment = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'a secret that both processes of this test share',
    PUBLIC_URL: 'https://sessions.example.com',
    SMTP_URL: mail.url,
    MAIL_FROM: 'no-reply@example.com',
    OUTBOUND_TARGETS: `${receiver.url},${target.url},http://10.1.2.3`,
    OUTBOUND_NETWORKS: '127.0.0.0/8,::1/128',
  };
  service = await started();
  other = await started();
  keyed = await newFunction(service, { url: `${target.url}/keyed`, honoursIdempotencyKey: true });
});

beforeEach(async () => {
  receiver.answer = received;
  await onDatabase(database.url, 'DELETE FROM ai_webhook');
});

afterAll(async () => {
  await Promise.all([service.stop(), other.stop()]);
  await Promise.all([receiver.stop(), target.stop(), mail.stop()]);
  await database.drop();
});

/** A process of the service, whose address is known although its public one is another. */
const started = async () => startService({ ...environment, PORT: await freePort() });

/** Adds a webhook on a path of its own. */
async function webhookOf(json: object = {}) {
  const path = `/hook${++paths}`;
  const webhook = await newWebhook(service, receiver.url + path, json);
  const events = () => receiver.eventsOn(path, webhook.secret);
  return { ...webhook, hook: path, events, typesOf: () => events().map(({ type }) => type) };
}

const deliveriesOf = async (path: string) =>
  (await succeeding(service.request(`${path}/deliveries?sortField=dateCreated&all=true`))).body.items;

const settled = (path: string) =>
  until(async () => (await deliveriesOf(path)).every(({ state }: { state: string }) => state !== 'Pending'));

/** As if the time until the next attempt had passed. */
const makeDue = () =>
  onDatabase(
    database.url,
    "UPDATE ai_webhook_delivery SET date_next_attempt = now() WHERE state = 'Pending' AND held_until IS NULL",
  );

describe('a webhook', () => {
  it('tells of what happens to a session and its actions, in order and signed', async () => {
    const webhook = await webhookOf();
    const { path, ids } = await newSessionOf(service, keyed, 4);
    const [first = '', second = '', third = '', fourth = ''] = ids;
    await judge(service, path, first, 'Accepted');
    await judge(other, path, second, 'Refused', 'Not now');
    await judge(service, path, third, 'Returned', 'Say for whom');
    await succeeding(
      service.request(`${path}/actions/${third}`, { method: 'PATCH', json: { arguments: '{"n":7}' } }),
    );
    await succeeding(service.request(`${path}/actions/${fourth}`, { method: 'DELETE' }));
    await succeeding(apply(service, path));
    await succeeding(service.request(path, { method: 'DELETE' }));
    await settled(webhook.path);

    const events = webhook.events();
    expect(events.map(({ type, data }) => [type, data.action?.id ?? data.state])).toEqual([
      ['session.created', 'Open'],
      ...ids.map((id) => ['action.queued', id]),
      ['action.accepted', first],
      ['action.refused', second],
      ['action.returned', third],
      ['action.revised', third],
      ['action.withdrawn', fourth],
      ['session.changed', 'Applying'],
      ['action.applied', first],
      ['session.partly_applied', 'PartlyApplied'],
      ['session.changed', 'Discarded'],
    ]);
    expect(events[6]?.data).toEqual({
      sessionId: path.slice('/ai/sessions/'.length),
      version: expect.any(Number),
      by: 'admin@example.com',
      action: {
        id: second,
        functionName: keyed,
        state: 'Refused',
        reason: 'Not now',
        judgedBy: 'admin@example.com',
      },
      link: `https://sessions.example.com/admin${path.slice('/ai'.length)}`,
    });
    expect(new Set(events.map(({ webhookId }) => webhookId)).size).toBe(events.length);
    const versions = events.map(({ data }) => data.version ?? 0);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(events.every(({ timestamp }) => Date.parse(timestamp) > Date.now() - 60_000)).toBe(true);
    expect(receiver.calls.at(-1)?.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it('tells of what failed, is in doubt and was settled', async () => {
    const webhook = await webhookOf({ eventTypes: ['action.failed', 'action.in_doubt', 'action.settled'] });
    const unkeyed = await newFunction(service, { url: `${target.url}/unkeyed` });
    target.answer = ({ body }, response) => {
      response.statusCode = body.includes('1') ? 404 : 504;
      response.end('no');
    };
    const failing = await newSessionOf(service, unkeyed, 2);
    await apply(service, failing.path, { continueAfterFailure: true });
    const [doubtful = ''] = failing.ids;
    const json = { settlement: 'Applied', note: 'Seen' };
    await succeeding(service.request(`${failing.path}/actions/${doubtful}/settlement`, { json }));
    await settled(webhook.path);
    expect(
      webhook.events().map(({ type, data: { action } }) => [type, action?.state, action?.reason]),
    ).toEqual([
      ['action.in_doubt', 'InDoubt', undefined],
      ['action.failed', 'Failed', undefined],
      ['action.settled', 'Applied', 'Seen'],
    ]);
  });

  it('tells of its events and its accounts only', async () => {
    const { body: ours } = await service.request('/accounts', { json: { name: 'Ours' } });
    const { body: theirs } = await service.request('/accounts', { json: { name: 'Theirs' } });
    const all = await webhookOf();
    const narrow = await webhookOf({ accountIds: [ours.id] });
    const created = await webhookOf({ eventTypes: ['session.created'] });
    for (const json of [{ accountId: ours.id }, { accountId: theirs.id }, {}]) {
      const path = await newSession(service, json);
      await queue(service, path, { functionName: keyed });
    }
    await Promise.all([all, narrow, created].map(({ path }) => settled(path)));
    expect(all.events()).toHaveLength(6);
    expect(narrow.events().map(({ type, data }) => [type, data.accountId])).toEqual([
      ['session.created', ours.id],
      ['action.queued', ours.id],
    ]);
    expect(created.typesOf()).toEqual(['session.created', 'session.created', 'session.created']);
  });

  it('tells of many changes that travel together, each once, however many processes send', async () => {
    const webhook = await webhookOf();
    const sessions = await Promise.all(
      Array.from({ length: 60 }, (_, index) => newSession(index % 2 ? service : other)),
    );
    await Promise.all(
      sessions.map((path, index) => queue(index % 2 ? other : service, path, { functionName: keyed })),
    );
    await settled(webhook.path);
    const events = webhook.events();
    expect(events).toHaveLength(120);
    expect(new Set(events.map(({ webhookId }) => webhookId)).size).toBe(120);
    for (const path of sessions) {
      const id = path.slice('/ai/sessions/'.length);
      const own = events.filter(({ data }) => data.sessionId === id).map(({ type }) => type);
      expect(own).toEqual(['session.created', 'action.queued']);
    }
  });

  it('tells nothing of what was undone, nor while it is disabled', async () => {
    const webhook = await webhookOf();
    expect((await service.request('/ai/sessions', { json: { accountId: 'none' } })).status).toBe(400);
    await succeeding(service.request(webhook.path, { method: 'PATCH', json: { enabled: false } }));
    await newSession(service);
    await succeeding(service.request(webhook.path, { method: 'PATCH', json: { enabled: true } }));
    await newSession(service, { purpose: 'told' });
    await settled(webhook.path);
    expect(webhook.events()).toHaveLength(1);
  });
});

describe('a receiver', () => {
  it('that fails gets the same event again, with an answer of it in the log, and what came later after it', async () => {
    const webhook = await webhookOf({ eventTypes: ['session.created', 'action.queued'] });
    let failures = 2;
    receiver.answer = (_, response) => {
      response.statusCode = failures-- > 0 ? 500 : 200;
      response.end(`busy ${'x'.repeat(2_000)}`);
    };
    const path = await newSession(service);
    await queue(service, path, { functionName: keyed });
    await until(async () => (await deliveriesOf(webhook.path))[0].outcome !== undefined);
    const [waiting, later] = await deliveriesOf(webhook.path);
    expect(waiting).toMatchObject({
      state: 'Pending',
      status: 500,
      outcome: expect.stringMatching(/^Answered 500/),
    });
    expect(waiting.answer).toMatch(/^busy x+$/);
    expect(waiting.answer).toHaveLength(1_024);
    expect(later).toMatchObject({
      state: 'Pending',
      attempts: 0,
      heldBackBy: waiting.id,
      dateHeldBackUntil: waiting.dateNextAttempt,
    });
    expect(waiting).not.toHaveProperty('heldBackBy');
    expect((await service.request(webhook.path)).body.failingSince).toMatch(/Z$/);
    await until(async () => {
      await makeDue();
      return webhook.events().length >= 4;
    });
    await settled(webhook.path);
    expect(webhook.typesOf()).toEqual([
      'session.created',
      'session.created',
      'session.created',
      'action.queued',
    ]);
    const ids = webhook.events().map(({ webhookId }) => webhookId);
    expect(new Set(ids).size).toBe(2);
    expect((await service.request(webhook.path)).body).not.toHaveProperty('failingSince');
    const [first, second] = await deliveriesOf(webhook.path);
    expect(first).toMatchObject({ state: 'Delivered', attempts: 3 });
    expect(second).not.toHaveProperty('heldBackBy');
  });

  it('that fails one event for long does not keep back the rest of its session', async () => {
    const webhook = await webhookOf({ eventTypes: ['session.created', 'action.queued'] });
    receiver.answer = ({ body }, response) => {
      response.statusCode = body.includes('session.created') ? 500 : 200;
      response.end();
    };
    const path = await newSession(service);
    await queue(service, path, { functionName: keyed });
    await until(async () => {
      await makeDue();
      return webhook.typesOf().includes('action.queued');
    });
    expect(webhook.typesOf().indexOf('action.queued')).toBeGreaterThanOrEqual(4);
  });

  it('that answers 410 is sent nothing more', async () => {
    const webhook = await webhookOf();
    receiver.answer = (_, response) => {
      response.statusCode = 410;
      response.end();
    };
    await newSession(service);
    await settled(webhook.path);
    const { body } = await service.request(webhook.path);
    expect(body).toMatchObject({ enabled: false, disabledReason: expect.stringContaining('410') });
    await newSession(service);
    expect(webhook.events()).toHaveLength(1);
    const { body: audit } = await service.request(`/audit/events?entityId=${webhook.id}`);
    expect(audit.items[0]).toMatchObject({ userName: 'system', operation: 'DisableAIWebhook' });
  });

  it('that fails for days is sent nothing more, and whoever added it is told', async () => {
    const webhook = await webhookOf();
    receiver.answer = (_, response) => {
      response.statusCode = 503;
      response.end();
    };
    await newSession(service);
    await until(async () => (await service.request(webhook.path)).body.failingSince !== undefined);
    await onDatabase(
      database.url,
      "UPDATE ai_webhook SET failing_since = now() - interval '5 days 1 minute'",
    );
    await until(async () => {
      await makeDue();
      return (await service.request(webhook.path)).body.enabled === false;
    });
    const page = `/admin/webhooks/${webhook.id}`;
    await until(async () => mail.messages.some(({ text }) => text.replace(/=\r?\n/g, '').includes(page)));
    const again = await service.request(webhook.path, { method: 'PATCH', json: { enabled: true } });
    expect([again.body.disabledReason, again.body.failingSince]).toEqual([undefined, undefined]);
  });

  it('is not followed to where it redirects', async () => {
    const webhook = await webhookOf();
    const elsewhere = `/elsewhere${paths}`;
    receiver.answer = ({ path }, response) => {
      response.statusCode = path === elsewhere ? 200 : 307;
      response.setHeader('location', receiver.url + elsewhere);
      response.end();
    };
    await newSession(service);
    await until(async () => (await deliveriesOf(webhook.path))[0].outcome !== undefined);
    expect((await deliveriesOf(webhook.path))[0]).toMatchObject({ state: 'Pending', status: 307 });
    expect(receiver.pathsBelow(elsewhere)).toEqual([]);
  });

  it('that hangs holds up nobody: neither requests, nor other webhooks, nor the stop of a process', async () => {
    const own = await started();
    const hanging = await webhookOf({ eventTypes: ['session.created'] });
    const fine = await webhookOf({ eventTypes: ['action.queued'] });
    receiver.answer = (call, response) => {
      if (call.path === hanging.hook) return;
      response.end();
    };
    const sessions = await Promise.all(Array.from({ length: 20 }, () => newSession(own)));
    await Promise.all(sessions.map((path) => queue(own, path, { functionName: keyed })));
    await settled(fine.path);
    expect(fine.events()).toHaveLength(20);
    expect(
      (await deliveriesOf(hanging.path)).every(({ state }: { state: string }) => state === 'Pending'),
    ).toBe(true);
    expect(await own.stop()).toBe(0);
    receiver.answer = received;
  });

  it('at a private address is refused by the guard', async () => {
    const json = { url: 'http://10.1.2.3/hook' };
    const refused = await service.request('/ai/webhooks', { json });
    expect([refused.status, refused.body.responseStatus.errors[0].fieldName]).toEqual([400, 'Url']);
    expect(refused.body.responseStatus.message).toContain('public address');
    for (const url of [
      'https://elsewhere.example.com/',
      'ftp://x',
      'nothing',
      `${receiver.url.replace('//', '//u:p@')}/`,
    ]) {
      expect((await service.request('/ai/webhooks', { json: { url } })).status, url).toBe(400);
    }
  });
});

describe('what was sent', () => {
  it('is sent again under the same id when somebody wants that, and tried with an event that means nothing', async () => {
    const webhook = await webhookOf();
    await newSession(service);
    await settled(webhook.path);
    const [delivery] = await deliveriesOf(webhook.path);
    const resend = `${webhook.path}/deliveries/${delivery.id}/resend`;
    expect((await succeeding(service.request(resend, { method: 'POST' }))).body.state).toBe('Pending');
    await until(async () => webhook.events().length === 2);
    const [first, second] = webhook.events();
    expect(second?.webhookId).toBe(first?.webhookId);
    await service.request(webhook.path, { method: 'PATCH', json: { enabled: false } });
    const test = await succeeding(service.request(`${webhook.path}/test`, { method: 'POST' }));
    await until(async () => webhook.events().length === 3);
    expect(webhook.events()[2]).toMatchObject({ type: 'webhook.test', webhookId: test.body.eventId });
    expect((await service.request(`${webhook.path}/deliveries/none/resend`, { method: 'POST' })).status).toBe(
      404,
    );
  });

  it('survives the sudden end of a process', async () => {
    const own = await started();
    const webhook = await webhookOf();
    const arrived: string[] = [];
    receiver.answer = ({ headers }, response) => {
      arrived.push(String(headers['webhook-id']));
      // Whoever is killed never learns of it.
      if (arrived.length > 1) response.end();
    };
    await newSession(own);
    await until(async () => arrived.length > 0);
    // Whichever process has it is killed; both would otherwise end it in order.
    for (const process of [own, service, other]) {
      process.process.kill('SIGKILL');
      await once(process.process, 'exit');
      await process.stop();
    }
    service = await started();
    other = await started();
    await onDatabase(database.url, "UPDATE ai_webhook_delivery SET held_until = now() - interval '1 second'");
    await settled(webhook.path);
    expect(arrived).toHaveLength(2);
    expect(new Set(arrived).size).toBe(1);
  });
});

describe('the secret of a webhook', () => {
  it('is shown once, is nowhere else, and gives way to another one in peace', async () => {
    const webhook = await webhookOf();
    expect(webhook.secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const rotated = await succeeding(
      service.request(`${webhook.path}/secret`, { json: { overlapHours: 1 } }),
    );
    expect(rotated.body.secret).not.toBe(webhook.secret);
    expect(rotated.body.dateEarlierSecretExpires).toMatch(/Z$/);
    await newSession(service);
    await settled(webhook.path);
    const [call] = receiver.calls.filter(({ path }) => path === webhook.hook);
    const headers = Object.fromEntries(
      Object.entries(call?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    for (const secret of [webhook.secret, rotated.body.secret])
      expect(new Webhook(secret).verify(call?.body ?? '', headers)).toMatchObject({
        type: 'session.created',
      });
    const leaked = await succeeding(service.request(`${webhook.path}/secret`, { json: { overlapHours: 0 } }));
    expect(leaked.body).not.toHaveProperty('dateEarlierSecretExpires');
    await service.request(`${webhook.path}/test`, { method: 'POST' });
    const ofHook = () => receiver.calls.filter(({ path }) => path === webhook.hook);
    await until(async () => ofHook().length === 2);
    const last = ofHook()[1];
    const signature = String(last?.headers['webhook-signature']);
    expect(signature.split(' ')).toHaveLength(1);
    for (const target of [
      webhook.path,
      `${webhook.path}/deliveries`,
      '/ai/webhooks',
      `/audit/events?entityId=${webhook.id}`,
    ]) {
      const { text } = await service.request(target);
      for (const secret of [webhook.secret, rotated.body.secret, leaked.body.secret])
        expect(text).not.toContain(secret);
      expect(text).not.toMatch(/whsec_|"v1\./);
    }
    const stored = await onDatabase(database.url, 'SELECT secret, earlier_secret FROM ai_webhook');
    expect(JSON.stringify(stored)).not.toContain('whsec_');
    expect(service.output() + other.output()).not.toContain('whsec_');
  });
});

describe('whoever manages webhooks', () => {
  it('may work on all accounts, and changes what they have read', async () => {
    const webhook = await webhookOf();
    const user = await makeUser(service, ['SystemAdministrator']);
    const { body: account } = await service.request('/accounts', { json: { name: 'Own' } });
    const { credentials } = await makeKey(service, user, { accountIds: [account.id] });
    for (const [method, path] of [
      ['GET', '/ai/webhooks'],
      ['POST', '/ai/webhooks'],
      ['GET', webhook.path],
      ['PATCH', webhook.path],
      ['DELETE', webhook.path],
      ['POST', `${webhook.path}/secret`],
      ['POST', `${webhook.path}/test`],
      ['GET', `${webhook.path}/deliveries`],
    ] as const) {
      const fields = /\/(?:secret|test)$/.test(path) ? {} : { url: receiver.url };
      const json = method === 'GET' || method === 'DELETE' ? undefined : fields;
      expect((await send(service, credentials, path, { method, json })).status, `${method} ${path}`).toBe(
        403,
      );
    }
    const { headers } = await service.request(webhook.path);
    const asRead = { 'if-match': headers.get('etag') ?? '' };
    const patch = (json: object) => service.request(webhook.path, { method: 'PATCH', json, headers: asRead });
    expect((await patch({ description: 'one' })).status).toBe(200);
    expect((await patch({ description: 'two' })).status).toBe(412);
    expect((await service.request(webhook.path, { method: 'DELETE', headers: asRead })).status).toBe(412);
    expect((await service.request(webhook.path, { method: 'DELETE' })).status).toBe(204);
    expect((await service.request(`${webhook.path}/deliveries`)).status).toBe(404);
  });

  it.each([
    ['EventTypes', { eventTypes: ['session.renamed'] }],
    ['Url', { url: '' }],
    ['Description', { description: 'x'.repeat(501) }],
  ])('is told what is wrong with %s', async (field, json) => {
    const answer = await service.request('/ai/webhooks', { json: { url: receiver.url, ...json } });
    expect(answer.status).toBe(400);
    expect(answer.body.responseStatus.errors[0].fieldName).toMatch(new RegExp(`^${field}`));
  });
});
