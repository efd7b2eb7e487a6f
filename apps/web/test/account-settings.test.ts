import { createHash } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@ai-sessions/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey, makeUser, onDatabase, send } from './support/callers.ts';
import { type RunningService, startService } from './support/service.ts';

const SECRET = '5f2c0e8d1b7a4c3e9f6a2d8b0c1e7f43';
const SID = 'AC0123456789abcdef0123456789abcdef';
let database: TestDatabase;
let service: RunningService;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startService({ DATABASE_URL: database.url, LOG_LEVEL: 'debug' });
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function newAccount(json: object = {}): Promise<string> {
  const { body, text } = await service.request('/accounts', { json: { name: 'Northwind', ...json } });
  expect(body?.id, text).toBeTruthy();
  return body.id;
}

const patch = (id: string, json: object, headers: Record<string, string> = {}) =>
  service.request(`/accounts/${id}`, { method: 'PATCH', json, headers });

const billingSettings = {
  base: { baseCost: 9.5, rawUnitMultiplier: 1.25, unitCost: 0, allowance: 0 },
  aiInsights: { unitCost: 0.1 },
  aiLiveMinutes: { unitCost: 0.02, allowance: 100 },
};

describe('the settings of an account', () => {
  it('are answered as they were set, in every format that names them', async () => {
    const id = await newAccount({
      twilioAccountSid: SID,
      twilioAuthToken: SECRET,
      maxPhoneNumbers: 25,
      logoId: 'f-2207',
      billingSettings,
    });
    const expected = {
      twilioAccountSid: SID,
      isBYOA: true,
      ancestorIds: [],
      maxPhoneNumbers: 25,
      logoId: 'f-2207',
      billingSettings,
    };
    expect((await service.request(`/accounts/${id}`)).body).toMatchObject(expected);
    const { body: list } = await service.request(`/accounts?specificIds=${id}`);
    expect(list.items).toMatchObject([expected]);
    const { text: xml } = await service.request(`/accounts/${id}.xml`);
    expect(xml).toContain('<IsBYOA>true</IsBYOA>');
    expect(xml).toContain('<AILiveMinutes><Allowance>100</Allowance>');
  });

  it('stay when they are left out, are replaced when given, and go with empty text', async () => {
    const id = await newAccount({
      twilioAccountSid: SID,
      twilioAuthToken: SECRET,
      logoId: 'f-1',
      billingSettings,
    });
    const renamed = (await patch(id, { name: 'Renamed' })).body;
    expect(renamed).toMatchObject({ name: 'Renamed', logoId: 'f-1', billingSettings });
    const changed = (await patch(id, { maxPhoneNumbers: 0, billingSettings: { base: { baseCost: 1 } } }))
      .body;
    expect(changed).toMatchObject({ name: 'Renamed', maxPhoneNumbers: 0 });
    expect(changed.billingSettings).toEqual({ base: { baseCost: 1 } });
    const cleared = (await patch(id, { logoId: '', twilioAccountSid: '', twilioAuthToken: '' })).body;
    expect(cleared.isBYOA).toBe(false);
    for (const field of ['logoId', 'twilioAccountSid']) expect(cleared).not.toHaveProperty(field);
    const before = (await service.request(`/accounts/${id}`)).body;
    expect((await patch(id, {})).body).toEqual(before);
  });

  it('are changed only as they were read, when the caller says so', async () => {
    const id = await newAccount();
    const { headers } = await service.request(`/accounts/${id}`);
    const etag = headers.get('etag') ?? '';
    expect((await patch(id, { maxPhoneNumbers: 3 }, { 'if-match': etag })).status).toBe(200);
    expect((await patch(id, { maxPhoneNumbers: 4 }, { 'if-match': etag })).status).toBe(412);
  });

  it.each([
    [{ maxPhoneNumbers: -1 }, 'MaxPhoneNumbers'],
    [{ maxPhoneNumbers: 2_147_483_648 }, 'MaxPhoneNumbers'],
    [{ billingSettings: { base: { baseCost: -0.5 } } }, 'BillingSettings.Base.BaseCost'],
    [{ billingSettings: { base: { allowance: 1.5 } } }, undefined],
    [{ twilioAccountSid: 'x'.repeat(101) }, 'TwilioAccountSid'],
    [{ twilioAuthToken: 'line\nbreak' }, 'TwilioAuthToken'],
  ])('are refused when they make no sense: %j', async (json, field) => {
    const id = await newAccount();
    for (const { status, body } of [
      await patch(id, json),
      await service.request('/accounts', { json: { name: 'New', ...json } }),
    ]) {
      expect(status).toBe(400);
      if (field) expect(body.responseStatus.errors[0].fieldName).toBe(field);
    }
  });

  it('name all accounts above, from the top down, as far as the caller may work on them', async () => {
    const top = await newAccount();
    const middle = await newAccount({ parentAccountId: top });
    const leaf = await newAccount({ parentAccountId: middle });
    expect((await service.request(`/accounts/${leaf}`)).body.ancestorIds).toEqual([top, middle]);
    const user = await makeUser(service, ['SystemAdministrator']);
    const { credentials } = await makeKey(service, user, { accountIds: [middle, leaf] });
    expect((await send(service, credentials, `/accounts/${leaf}`)).body.ancestorIds).toEqual([middle]);
  });
});

describe('the secret of Twilio', () => {
  it('is in no answer, event, log or column', async () => {
    const id = await newAccount({ twilioAccountSid: SID, twilioAuthToken: SECRET });
    const changed = await patch(id, { twilioAuthToken: `${SECRET}0` });
    const seen = [
      changed.text,
      (await service.request(`/accounts/${id}`)).text,
      (await service.request(`/audit/events?entityId=${id}`)).text,
      JSON.stringify(await onDatabase(database.url, 'SELECT * FROM account WHERE id = $1', [id])),
      JSON.stringify(await onDatabase(database.url, 'SELECT * FROM audit_event')),
      service.output(),
    ];
    for (const text of seen) expect(text).not.toContain(SECRET);
    const { body } = await service.request(`/audit/events?entityId=${id}`);
    expect(body.items[0].changes).toContainEqual({
      field: 'twilioAuthToken',
      before: '(secret)',
      after: '(secret)',
    });
  });

  it('is told apart by an Idempotency-Key, which keeps nothing that it can be guessed from', async () => {
    const json = { name: 'Keyed', twilioAuthToken: SECRET };
    const headers = { 'idempotency-key': 'with a secret'.replaceAll(' ', '-') };
    const first = await service.request('/accounts', { json, headers });
    expect((await service.request('/accounts', { json, headers })).body).toEqual(first.body);
    const other = { json: { ...json, twilioAuthToken: `${SECRET}1` }, headers };
    expect((await service.request('/accounts', other)).status).toBe(422);
    const plain = createHash('sha256')
      .update(JSON.stringify(['NewAccount', json]))
      .digest('hex');
    const rows = await onDatabase(
      database.url,
      `SELECT encode(fingerprint, 'hex') AS fingerprint, answer FROM idempotency_key WHERE key = $1`,
      [headers['idempotency-key']],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.fingerprint).not.toBe(plain);
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });
});

describe('a check', () => {
  const check = async (id: string) =>
    (await service.request(`/accounts/${id}/check`, { method: 'POST' })).body;

  it('tells what does not go together, and changes nothing', async () => {
    const id = await newAccount();
    expect(await check(id)).toEqual({ message: 'The account is in order.' });
    await patch(id, { twilioAccountSid: 'AC1' });
    const { message } = await check(id);
    expect(message).toContain('set TwilioAuthToken');
    expect(message).toContain('does not look like one');
    const before = (await service.request(`/accounts/${id}`)).body;
    await patch(id, { twilioAccountSid: SID, twilioAuthToken: SECRET });
    expect(await check(id)).toEqual({ message: 'The account is in order.' });
    await patch(id, { twilioAccountSid: '' });
    expect((await check(id)).message).toContain('set TwilioAccountSid');
    expect((await service.request(`/accounts/${id}`)).body.name).toBe(before.name);
    expect((await service.request('/accounts/none/check', { method: 'POST' })).status).toBe(404);
  });

  it('tells that a secret can no longer be read', async () => {
    const id = await newAccount({ twilioAccountSid: SID, twilioAuthToken: SECRET });
    await onDatabase(database.url, 'UPDATE account SET twilio_auth_token = $2 WHERE id = $1', [
      id,
      'v1.AAAA',
    ]);
    expect((await check(id)).message).toContain('cannot be decrypted');
  });
});

describe('replacing the keys of an account', () => {
  it('gives each key that is limited to it a new secret, and ends the old one', async () => {
    const id = await newAccount();
    const user = await makeUser(service, ['SystemAdministrator']);
    const only = await makeKey(service, user, { accountIds: [id], name: 'Only', kind: 'Agent' });
    const several = await makeKey(service, user, { accountIds: [id, await newAccount()] });
    const all = await makeKey(service, user);
    const token = (await send(service, only.credentials, `/accounts/${id}`)).status;
    expect(token).toBe(200);
    const { body } = await service.request(`/accounts/${id}/tokens`, { method: 'POST' });
    expect(body.keys).toMatchObject([
      { name: 'Only', kind: 'Agent', accountIds: [id], userName: user.emailAddress },
    ]);
    const [{ key, id: keyId }] = body.keys;
    expect(keyId).not.toBe(only.id);
    expect((await send(service, only.credentials, `/accounts/${id}`)).status).toBe(401);
    expect((await send(service, { authorization: `Bearer ${key}` }, `/accounts/${id}`)).status).toBe(200);
    for (const { credentials } of [several, all]) {
      expect((await send(service, credentials, `/accounts/${id}`)).status).toBe(200);
    }
    const events = (await service.request(`/audit/events?entityId=${id}&operation=RegenerateAccountTokens`))
      .body;
    expect(events.items).toHaveLength(1);
    expect(events.items[0].changes).toEqual([
      { field: 'apiKeys', before: JSON.stringify([only.id]), after: JSON.stringify([keyId]) },
    ]);
    expect(JSON.stringify(events)).not.toContain(key);
    expect(
      (await service.request(`/accounts/${await newAccount()}/tokens`, { method: 'POST' })).body,
    ).toEqual({
      keys: [],
    });
    expect(
      (await send(service, several.credentials, `/accounts/${id}/tokens`, { method: 'POST' })).status,
    ).toBe(403);
  });
});
