import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Credentials, cookiesOf, makeKey, makeUser, onDatabase, send } from './support/callers.ts';
import { type RunningService, startService } from './support/service.ts';

let database: TestDatabase;
let service: RunningService;
let ours: string;
let theirs: string;
let names = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startService({ DATABASE_URL: database.url });
  ours = await newAccount();
  theirs = await newAccount();
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function newAccount(): Promise<string> {
  return (await service.request('/accounts', { json: { name: `Account ${++names}` } })).body.id;
}

const entry = (accountId: string, more: object = {}) => ({
  accountId,
  externalId: `call-${++names}`,
  aiMinutes: 5,
  startDate: '2026-03-02T08:15:00Z',
  ...more,
});

const add = (json: object, headers: Credentials = {}) =>
  service.request('/ai/usage/entries', { json, headers });

const usage = async (query: string) => {
  const { status, body, text } = await service.request(`/ai/usage?${query}`);
  expect(status, text).toBe(200);
  return body;
};

const MARCH = 'startDate=2026-03-01&endDate=2026-03-31';

describe('usage', () => {
  it('is added up by account and by customer, for days that both count', async () => {
    const [one, other] = [await newAccount(), await newAccount()];
    const { body, text } = await add({
      entries: [
        entry(one, { aiMinutes: 1, startDate: '2026-02-28T23:59:59.999Z' }),
        entry(one, { aiMinutes: 2, startDate: '2026-03-01T00:00:00Z' }),
        entry(one, { aiMinutes: 4, startDate: '2026-03-31T23:59:59.999Z', customerId: 'b' }),
        entry(one, { aiMinutes: 8, startDate: '2026-04-01T00:00:00Z', customerId: 'b' }),
        entry(one, { aiMinutes: 16, customerId: 'a' }),
        entry(other, { aiMinutes: 32, customerId: 'a' }),
      ],
    });
    expect(body, text).toEqual({ added: 6, alreadyKnown: 0 });
    const both = await usage(MARCH);
    expect(both.accountUsage).toEqual(
      expect.arrayContaining([
        { accountId: one, aiMinutes: 22 },
        { accountId: other, aiMinutes: 32 },
      ]),
    );
    expect(await usage(`${MARCH}&accountId=${one}`)).toEqual({
      accountUsage: [{ accountId: one, aiMinutes: 22 }],
      customerUsage: [
        { accountId: one, customerId: 'a', aiMinutes: 16 },
        { accountId: one, customerId: 'b', aiMinutes: 4 },
      ],
    });
    expect(await usage(`${MARCH}&accountId=${one}&customerId=b`)).toEqual({
      accountUsage: [{ accountId: one, aiMinutes: 4 }],
      customerUsage: [{ accountId: one, customerId: 'b', aiMinutes: 4 }],
    });
    for (const [from, to, minutes] of [
      ['2026-02-28', '2026-02-28', 1],
      ['2026-02-28', '2026-03-01', 3],
      ['2026-03-02', '2026-04-01', 28],
      ['2026-01-01', '2026-12-31', 31],
      ['1000-01-01', '9999-12-31', 31],
    ] as const) {
      const { accountUsage } = await usage(`accountId=${one}&startDate=${from}&endDate=${to}`);
      expect(accountUsage, `${from} to ${to}`).toEqual([{ accountId: one, aiMinutes: minutes }]);
    }
    expect(await usage(`accountId=${await newAccount()}&${MARCH}`)).toEqual({
      accountUsage: [],
      customerUsage: [],
    });
  });

  it('is read with any verb, on every kind of route, and in every format', async () => {
    const id = await newAccount();
    await add(entry(id, { aiMinutes: 7 }));
    const json = { accountId: id, startDate: '2026-03-01', endDate: '2026-03-31' };
    const expected = { accountUsage: [{ accountId: id, aiMinutes: 7 }], customerUsage: [] };
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await service.request('/ai/usage', { method, json });
      expect([method, answer.status, answer.body]).toEqual([method, 200, expected]);
      const asked = await service.request(`/ai/usage?${MARCH}&accountId=${id}`, { method });
      expect([method, asked.status, asked.body]).toEqual([method, 200, expected]);
    }
    expect((await service.request('/json/reply/GetAIUsage', { json })).body).toEqual(expected);
    expect((await service.request(`/ai/usage.xml?${MARCH}&accountId=${id}`)).text).toContain(
      '<AIMinutes>7</AIMinutes>',
    );
    const options = await service.request('/ai/usage', { method: 'OPTIONS' });
    expect(options.headers.get('allow')).toBe('GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
  });

  it.each([
    ['', 'StartDate'],
    ['startDate=2026-03-01', 'EndDate'],
    ['startDate=2026-03-01&endDate=', 'EndDate'],
    ['startDate=2026-02-30&endDate=2026-03-01', 'StartDate'],
    ['startDate=March&endDate=2026-03-01', 'StartDate'],
    ['startDate=2026-03-01T12:00:00Z&endDate=2026-03-01', 'StartDate'],
    ['startDate=2026-03-02&endDate=2026-03-01', 'EndDate'],
  ])('is not read for %s', async (query, field) => {
    const { status, body } = await service.request(`/ai/usage?${query}`);
    expect(status).toBe(400);
    expect(body.responseStatus.errors.map(({ fieldName }: { fieldName: string }) => fieldName)).toContain(
      field,
    );
  });

  it('takes the midnight of a day for the day', async () => {
    const id = await newAccount();
    await add(entry(id));
    const query = `accountId=${id}&startDate=2026-03-02T00:00:00.0000000Z&endDate=2026-03-02T00:00:00`;
    expect((await usage(query)).accountUsage).toEqual([{ accountId: id, aiMinutes: 5 }]);
  });
});

describe('an entry', () => {
  it('counts once, however often and by however many it is sent', async () => {
    const id = await newAccount();
    const entries = Array.from({ length: 20 }, () => entry(id));
    const answers = await Promise.all(Array.from({ length: 6 }, () => add({ entries })));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(answers.reduce((sum, { body }) => sum + body.added, 0)).toBe(20);
    expect((await add({ entries: [...entries, entries[0], entry(id)] })).body).toEqual({
      added: 1,
      alreadyKnown: 21,
    });
    expect((await usage(`accountId=${id}&${MARCH}`)).accountUsage).toEqual([
      { accountId: id, aiMinutes: 105 },
    ]);
  });

  it('is answered as the first time under the same Idempotency-Key', async () => {
    const json = entry(await newAccount());
    const headers = { 'idempotency-key': 'usage-once' };
    expect((await add(json, headers)).body).toEqual({ added: 1, alreadyKnown: 0 });
    expect((await add(json, headers)).body).toEqual({ added: 1, alreadyKnown: 0 });
    expect((await add({ ...json, aiMinutes: 6 }, headers)).status).toBe(422);
  });

  it('adds nothing, and neither do the others, when its name is that of another', async () => {
    const id = await newAccount();
    const first = entry(id, { customerId: 'a' });
    await add(first);
    for (const change of [
      { aiMinutes: 6 },
      { customerId: 'b' },
      { customerId: undefined },
      { startDate: '2026-03-02T08:15:01Z' },
    ]) {
      const { status, body } = await add({ entries: [entry(id), { ...first, ...change }] });
      expect([status, body.responseStatus.errorCode]).toEqual([409, 'Conflict']);
      expect(body.responseStatus.errors).toMatchObject([{ fieldName: 'Entries[1].ExternalId' }]);
    }
    const twice = entry(id);
    expect((await add({ entries: [twice, { ...twice, aiMinutes: 6 }] })).status).toBe(409);
    expect((await add({ entries: [first] })).body).toEqual({ added: 0, alreadyKnown: 1 });
    expect((await usage(`accountId=${id}&${MARCH}`)).accountUsage).toEqual([{ accountId: id, aiMinutes: 5 }]);
  });

  it('has a name of its own in each account', async () => {
    const [one, other] = [await newAccount(), await newAccount()];
    const externalId = 'the same';
    await add({ entries: [entry(one, { externalId }), entry(other, { externalId, aiMinutes: 9 })] });
    expect((await usage(`accountId=${other}&${MARCH}`)).accountUsage).toEqual([
      { accountId: other, aiMinutes: 9 },
    ]);
  });

  it('takes back minutes when it has less than none', async () => {
    const id = await newAccount();
    await add({ entries: [entry(id, { aiMinutes: 50 }), entry(id, { aiMinutes: -8 })] });
    expect((await usage(`accountId=${id}&${MARCH}`)).accountUsage).toEqual([
      { accountId: id, aiMinutes: 42 },
    ]);
  });

  it('is read as LiveAnswerCallback sends it, with the account in the address', async () => {
    const id = await newAccount();
    const ended = Date.parse('2026-03-04T10:00:00Z');
    const { status, body, text } = await service.request(`/ai/usage/entries?accountId=${id}`, {
      json: {
        sessionId: 's',
        flowId: 'f',
        nodeId: 'n',
        clientId: 'c',
        conversationId: 'conversation-1',
        aiMinutes: 4,
        from: '+15550100',
        to: '+15550101',
        transcript: [{ role: 'user', content: 'Hello' }],
        endDate: `/Date(${ended})/`,
        completed: 'true',
      },
    });
    expect([status, body], text).toEqual([200, { added: 1, alreadyKnown: 0 }]);
    expect((await usage(`accountId=${id}&startDate=2026-03-04&endDate=2026-03-04`)).accountUsage).toEqual([
      { accountId: id, aiMinutes: 4 },
    ]);
    expect(
      await onDatabase(database.url, 'SELECT external_id FROM ai_usage_entry WHERE account_id = $1', [id]),
    ).toEqual([{ external_id: 'conversation-1' }]);
  });

  it.each([
    [{}, 'Entries'],
    [{ entries: [] }, 'Entries'],
    [{ aiMinutes: 3 }, 'AccountId'],
    [{ entries: [{ aiMinutes: undefined }] }, 'Entries[0].AIMinutes'],
    [{ entries: [{ aiMinutes: 1_000_001 }] }, 'Entries[0].AIMinutes'],
    [{ entries: [{ externalId: ' ' }] }, 'Entries[0].ExternalId'],
    [{ entries: [{ conversationId: 'another' }] }, 'Entries[0].ConversationId'],
    [{ entries: [{ startDate: undefined }] }, 'Entries[0].StartDate'],
    [{ entries: [{ startDate: 'yesterday' }] }, 'Entries[0].StartDate'],
    [{ entries: [{ startDate: '2026-02-30T00:00:00Z' }] }, 'Entries[0].StartDate'],
    [{ entries: [{ startDate: '1999-12-31T23:59:59Z' }] }, 'Entries[0].StartDate'],
    [{ entries: [{ endDate: '2026-03-02T08:14:59Z' }] }, 'Entries[0].EndDate'],
    [{ entries: [{ accountId: 'none' }] }, 'Entries[0].AccountId'],
    [{ entries: Array(1_001).fill({}) }, 'Entries'],
  ])('is refused when something is wrong: %j', async (json, field) => {
    const { entries } = json as { entries?: object[] };
    const body = entries ? { entries: entries.map((each) => ({ ...entry(ours), ...each })) } : json;
    const { status, body: answer } = await add(body);
    expect(status).toBe(400);
    expect(answer.responseStatus.errors[0].fieldName).toBe(field);
  });

  it('can be sent with 999 others, and is not changed afterwards', async () => {
    const id = await newAccount();
    const entries = Array.from({ length: 1_000 }, (_, n) =>
      entry(id, { aiMinutes: 1, customerId: `c${n % 7}` }),
    );
    expect((await add({ entries })).body).toEqual({ added: 1_000, alreadyKnown: 0 });
    const read = await usage(`accountId=${id}&${MARCH}`);
    expect(read.accountUsage).toEqual([{ accountId: id, aiMinutes: 1_000 }]);
    expect(read.customerUsage).toHaveLength(7);
    await expect(onDatabase(database.url, 'UPDATE ai_usage_entry SET minutes = 2')).rejects.toThrow(
      'never changed',
    );
    await expect(onDatabase(database.url, 'DELETE FROM ai_usage_entry')).rejects.toThrow('never changed');
    expect((await service.request(`/accounts/${id}`, { method: 'DELETE' })).status).toBe(409);
  });

  it('leaves one event that tells how much was added', async () => {
    const id = await newAccount();
    const { headers } = await add({ entries: [entry(id), entry(id)] });
    const { body } = await service.request('/audit/events?operation=NewAIUsageEntries');
    expect(body.items[0]).toMatchObject({
      requestId: headers.get('x-request-id'),
      entityType: 'AIUsage',
      entityId: id,
      changes: [
        { field: 'entries', after: '2' },
        { field: 'aiMinutes', after: '10' },
      ],
    });
  });
});

describe('an API key that is limited to an account', () => {
  it('adds and reads usage of this account only', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const { credentials } = await makeKey(service, user, { accountIds: [ours] });
    const theirEntry = entry(theirs, { customerId: 'theirs' });
    await add({ entries: [theirEntry, entry(ours, { customerId: 'ours' })] });
    const read = async (query = '') => (await send(service, credentials, `/ai/usage?${MARCH}${query}`)).body;
    const all = await read();
    expect(all.accountUsage).toEqual([{ accountId: ours, aiMinutes: 5 }]);
    expect(all.customerUsage).toEqual([{ accountId: ours, customerId: 'ours', aiMinutes: 5 }]);
    for (const query of [`&accountId=${theirs}`, '&customerId=theirs', '&accountId=none']) {
      expect(await read(query), query).toEqual({ accountUsage: [], customerUsage: [] });
    }
    for (const accountId of [theirs, 'none']) {
      // Whether the name is taken there is not to be found out.
      const { status, body } = await send(service, credentials, '/ai/usage/entries', {
        json: { entries: [entry(ours), { ...theirEntry, accountId }] },
      });
      expect([status, body.responseStatus.errors[0].errorCode]).toEqual([400, 'DoesNotExist']);
    }
    expect((await read()).accountUsage).toEqual([{ accountId: ours, aiMinutes: 5 }]);
  });

  it('is not there for agents to add usage, nor for pages of other sites', async () => {
    const user = await makeUser(service, ['SystemAdministrator']);
    const agent = await makeKey(service, user, { kind: 'Agent' });
    const json = entry(ours);
    expect((await send(service, agent.credentials, '/ai/usage/entries', { json })).status).toBe(403);
    expect((await send(service, agent.credentials, `/ai/usage?${MARCH}`)).status).toBe(200);
    const cookies = await cookiesOf(service, user);
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await send(service, cookies, '/ai/usage/entries', { json, headers })).status).toBe(403);
  });
});
