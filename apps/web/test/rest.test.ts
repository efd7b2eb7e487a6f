import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startService } from './support/service.ts';

let service: RunningService;
let accountId: string;

beforeAll(async () => {
  service = await startService();
  accountId = (await service.request('/accounts', { json: { name: 'Northwind Dental' } })).body.id;
});

afterAll(() => service.stop());

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

async function aSession(json: object = { accountId, purpose: 'Billing review' }) {
  const answer = await service.request('/ai/sessions', { json });
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('a session', () => {
  it('is created, changed and read as documented', async () => {
    const created = await aSession();
    expect(created).toEqual({
      accountId,
      accountName: 'Northwind Dental',
      purpose: 'Billing review',
      state: 'Open',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      dateCreated: expect.stringMatching(INSTANT),
      dateLastModified: created.dateCreated,
      createdBy: 'admin@example.com',
      lastModifiedBy: 'admin@example.com',
    });
    const path = `/ai/sessions/${created.id}`;
    const patched = await service.request(path, { method: 'PATCH', json: { purpose: '  New\tpurpose\n' } });
    expect(patched.status).toBe(200);
    expect(patched.body).toMatchObject({
      ...created,
      purpose: 'New\tpurpose',
      dateLastModified: expect.stringMatching(INSTANT),
    });
    expect((await service.request(path)).body).toEqual(patched.body);
  });

  it('may be without account and purpose; unknown and protected fields have no effect', async () => {
    const created = await aSession({
      id: 'mine',
      createdBy: 'mallory',
      version: 9,
      dateCreated: '2001',
      __type: 'X',
    });
    expect(created).not.toHaveProperty('accountId');
    expect(created).not.toHaveProperty('purpose');
    expect(created).toMatchObject({ createdBy: 'admin@example.com', id: expect.not.stringMatching('mine') });
  });

  it('keeps its purpose when PATCH does not send one, and loses it to an empty one', async () => {
    const { id, dateLastModified } = await aSession();
    const unchanged = await service.request(`/ai/sessions/${id}`, { method: 'PATCH', json: {} });
    expect(unchanged.body).toMatchObject({ purpose: 'Billing review', dateLastModified });
    const cleared = await service.request(`/ai/sessions/${id}`, { method: 'PATCH', json: { purpose: '' } });
    expect(cleared.body).not.toHaveProperty('purpose');
  });

  it('is the one that the path names, whatever body and query say', async () => {
    const [mine, other] = [await aSession(), await aSession()];
    const answer = await service.request(`/ai/sessions/${mine.id}?SessionId=${other.id}`, {
      method: 'PATCH',
      json: { sessionId: other.id, purpose: 'Mine' },
    });
    expect(answer.body).toMatchObject({ id: mine.id, purpose: 'Mine' });
    expect((await service.request(`/ai/sessions/${other.id}`)).body.purpose).toBe('Billing review');
  });

  it.each(['', '?format=json', '.json'])('holds any text exactly (%s)', async (suffix) => {
    const purpose = 'Ünï \u{1f600} "quotes" \\ <b> \u2028 \u200b =1+1\n\ttab';
    const { id } = await aSession({ purpose });
    const path = suffix.startsWith('.') ? `/ai/sessions/${id}${suffix}` : `/ai/sessions/${id}${suffix}`;
    expect((await service.request(path)).body.purpose).toBe(purpose);
  });
});

describe('a list', () => {
  it('shows the newest first, in pages, with totals unless they are not wanted', async () => {
    const { id } = (await service.request('/accounts', { json: { name: 'Paged' } })).body;
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.unshift((await aSession({ accountId: id, purpose: `Page ${n}` })).id);
    const list = async (query: string) =>
      (await service.request(`/ai/sessions?AccountIds=${id}&CountPerPage=3&${query}`)).body;

    const first = await list('');
    expect(first).toMatchObject({ totalCount: 7, totalPages: 3, hasMorePages: true });
    expect(first.items.map((item: { id: string }) => item.id)).toEqual(ids.slice(0, 3));
    expect((await list('page=2')).items).toHaveLength(1);
    expect(await list('page=9')).toMatchObject({ items: [], totalCount: 7, hasMorePages: false });
    expect(await list('SimplifiedPaging=true')).not.toHaveProperty('totalCount');
    expect((await list('All=true')).items).toHaveLength(7);
    const oldest = await list('SortField=DATECREATED&SortOrder=Ascend');
    expect(oldest.items.map((item: { id: string }) => item.id)).toEqual([...ids].reverse().slice(0, 3));
    expect((await list(`SpecificIds=${ids[1]},${ids[4]},nope`)).totalCount).toBe(2);
    expect((await list('text=PAGE%205')).totalCount).toBe(1);
    expect((await list('text=%25')).totalCount).toBe(0);
  });

  it.each(['', 'purpose', 'accountName', 'dateLastModified', 'id'])(
    'is walked by cursor to its end, sorted by "%s"',
    async (sortField) => {
      const { id } = (await service.request('/accounts', { json: { name: 'Walked' } })).body;
      const ids: string[] = [];
      for (let n = 0; n < 11; n++)
        ids.push((await aSession({ accountId: id, purpose: `${'cab'[n % 3]}` })).id);
      const seen: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await service.request(
          `/ai/sessions?accountIds=${id}&countPerPage=4&sortField=${sortField}&cursor=${cursor}`,
        );
        seen.push(...body.items.map((item: { id: string }) => item.id));
        // What is added while one walks must not make older rows repeat or vanish.
        if (seen.length === 4) await aSession({ accountId: id, purpose: 'zzz' });
        cursor = body.nextCursor ?? '';
        if (!cursor) break;
      }
      expect(new Set(seen).size).toBe(seen.length);
      for (const one of ids) expect(seen).toContain(one);
    },
  );

  it.each([
    ['page=-1', 'Page'],
    ['countPerPage=1001', 'CountPerPage'],
    ['sortField=passwordHash', 'SortField'],
    ['cursor=garbage', 'Cursor'],
    [
      `cursor=${Buffer.from('{"sort":"id","direction":"DESC","id":"\\u0000"}').toString('base64url')}`,
      'Cursor',
    ],
    [`accountIds=${'a,'.repeat(201)}b`, 'AccountIds'],
  ])('refuses %.30s and names the field', async (query, fieldName) => {
    const answer = await service.request(`/ai/sessions?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.responseStatus.errors[0].fieldName).toBe(fieldName);
  });
});

describe('a create that is sent again with its key', () => {
  const create = (key: string, json: object) =>
    service.request('/ai/sessions', { json, headers: { 'idempotency-key': key } });

  it('gives the first answer again, even when all are sent at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => create('same', { purpose: 'Once' })));
    const ids = answers.filter(({ status }) => status === 200).map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect((await create('same', { purpose: 'Once' })).body.id).toBe(ids[0]);
    expect((await service.request('/ai/sessions?text=Once')).body.totalCount).toBe(1);
  });

  it('is refused when it is another request, and forgotten when it failed', async () => {
    await create('reused', { purpose: 'First' });
    const other = await create('reused', { purpose: 'Second' });
    expect([other.status, other.body.responseStatus.errorCode]).toEqual([422, 'IdempotencyKeyReused']);
    expect((await create('failed', { accountId: 'nope' })).status).toBe(400);
    expect((await create('failed', { purpose: 'Works' })).status).toBe(200);
    expect((await create('spaces are not allowed', {})).status).toBe(400);
  });
});

describe('failures', () => {
  it.each([
    ['GET', '/ai/sessions/none', undefined, 404, 'NotFound'],
    ['PATCH', '/ai/sessions/none', '{"purpose":"p"}', 404, 'NotFound'],
    ['GET', '/accounts/none', undefined, 404, 'NotFound'],
    ['GET', '/nothing/here', undefined, 404, 'NotFound'],
    ['GET', '/api/Nope', undefined, 404, 'NotFound'],
    ['PUT', '/ai/sessions', '{}', 405, 'MethodNotAllowed'],
    ['DELETE', '/accounts', undefined, 405, 'MethodNotAllowed'],
    ['POST', '/ai/sessions', '{"accountId":', 400, 'SerializationException'],
    ['POST', '/ai/sessions', '[1,2]', 400, 'SerializationException'],
    ['POST', '/ai/sessions', '{"purpose":5}', 400, 'SerializationException'],
    ['POST', '/ai/sessions', '{"purpose":"a\\u0000b"}', 400, 'SerializationException'],
    ['POST', '/ai/sessions', '{"purpose":"a\\u0001b"}', 400, 'InvalidCharacters'],
    ['POST', '/ai/sessions', '{"purpose":"\\ud800"}', 400, 'SerializationException'],
    ['POST', '/ai/sessions', '{"accountId":"nope"}', 400, 'DoesNotExist'],
    ['POST', '/accounts', '{}', 400, 'NotEmpty'],
    ['GET', '/ai/sessions?page=abc', undefined, 400, 'SerializationException'],
    ['GET', '/ai/sessions?text=%FF', undefined, 400, 'SerializationException'],
    ['GET', '/ai/sessions/%FF', undefined, 400, 'SerializationException'],
  ])('%s %s %s is answered %i %s', async (method, path, body, status, errorCode) => {
    const answer = await service.request(path, {
      method,
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, answer.body.responseStatus.errorCode]).toEqual([status, errorCode]);
    expect(answer.body.responseStatus.message).toMatch(/\w/);
    expect(answer.text).not.toMatch(/ at \/|node_modules|SELECT|stackTrace|prisma/i);
  });

  it('says which verbs and which types are accepted', async () => {
    expect((await service.request('/ai/sessions', { method: 'PUT', json: {} })).headers.get('allow')).toBe(
      'GET, HEAD, POST, OPTIONS',
    );
    const answer = await service.request('/ai/sessions', {
      body: 'a: b',
      headers: { 'content-type': 'application/yaml' },
    });
    expect(answer.status).toBe(415);
    expect(answer.body.responseStatus.message).toContain('application/json');
  });

  it('answers HEAD and OPTIONS without a body', async () => {
    const head = await service.request('/ai/sessions', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    const options = await service.request('/ai/sessions', { method: 'OPTIONS', authorization: null });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
  });
});
