import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnsweredRequest,
  createRequestLog,
  type Database,
  exportRequests,
  listRequests,
  openDatabase,
  unwrap,
} from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, log: quietLog });
});

beforeEach(() => database.pool.query('TRUNCATE request_log'));

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const answered = (given: Partial<AnsweredRequest> = {}): AnsweredRequest => ({
  requestId: 'r',
  transport: 'rest',
  operation: 'GetAISession',
  status: 200,
  code: undefined,
  began: Date.now(),
  durationMs: 1.2,
  bytesSent: 300,
  address: '198.51.100.7',
  userId: 'u',
  apiKeyId: undefined,
  agentGrantId: undefined,
  accountId: undefined,
  ...given,
});

/** Writes requests down that began one after the other, a millisecond apart; how many were dropped. */
async function write(requests: readonly Partial<AnsweredRequest>[]): Promise<number> {
  const requestLog = createRequestLog({ pool: database.pool, log: quietLog });
  const now = Date.now();
  requests.forEach((given, index) => {
    requestLog.add(answered({ began: now - requests.length + index, ...given }));
  });
  await requestLog.close();
  return requestLog.dropped();
}

const list = async (filters: Parameters<typeof listRequests>[1] = {}) =>
  unwrap(await listRequests(database.db, filters));

describe('the log of requests', () => {
  it('has each request with when it began, newest first, page by page', async () => {
    await write(Array.from({ length: 450 }, (_, index) => ({ requestId: `r${index}` })));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ countPerPage: 200, cursor });
      expect(page.totalCount).toBeUndefined();
      seen.push(...page.items.map(({ requestId }) => requestId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 450 }, (_, index) => `r${449 - index}`));
    const { items } = await list({ countPerPage: 1 });
    expect(items).toEqual([
      expect.objectContaining({
        requestId: 'r449',
        transport: 'rest',
        operation: 'GetAISession',
        status: 200,
        durationMs: 2,
        bytesSent: 300,
        address: '198.51.100.7',
        userId: 'u',
      }),
    ]);
    expect(Date.now() - Date.parse(items[0]?.date ?? '')).toBeLessThan(10_000);
  });

  it('is narrowed down by who, what, the request and its outcome', async () => {
    await write([
      { requestId: 'a', userId: 'ann', apiKeyId: 'key' },
      { requestId: 'b', userId: 'ann', code: 'Forbidden', status: 403 },
      { requestId: 'c', userId: undefined, operation: undefined, code: 'NotFound', status: 404 },
      { requestId: 'd', userId: 'bob', agentGrantId: 'grant', transport: 'mcp', operation: 'NewAISession' },
      { requestId: 'e', userId: undefined, status: undefined },
    ]);
    const found = async (filters: Parameters<typeof list>[0]) =>
      (await list(filters)).items.map(({ requestId }) => requestId).join('');
    expect(await found({})).toBe('edcba');
    expect(await found({ userId: 'ann' })).toBe('ba');
    expect(await found({ apiKeyId: 'key' })).toBe('a');
    expect(await found({ agentGrantId: 'grant' })).toBe('d');
    expect(await found({ requestId: 'c' })).toBe('c');
    expect(await found({ operation: 'NewAISession' })).toBe('d');
    expect(await found({ transports: ['mcp'] })).toBe('d');
    expect(await found({ transports: ['trpc', 'mcp'] })).toBe('d');
    expect(await found({ code: 'Forbidden' })).toBe('b');
    expect(await found({ failed: true })).toBe('cb');
    expect(await found({ failed: false })).toBe('eda');
    expect(await found({ until: '2020-01-01T00:00:00Z' })).toBe('');
    expect(await found({ from: '2020-01-01T00:00:00Z' })).toBe('edcba');
  });

  it('gives all that match, newest first, in one go', async () => {
    await write(
      Array.from({ length: 2_100 }, (_, index) => ({
        requestId: `r${index}`,
        ...(index % 2 === 0 ? { code: 'Forbidden', status: 403 } : {}),
      })),
    );
    const given: string[] = [];
    for await (const { requestId } of exportRequests(database.db, { code: 'Forbidden' }))
      given.push(requestId);
    expect(given).toEqual(Array.from({ length: 1_050 }, (_, index) => `r${2_098 - 2 * index}`));
  });

  it('keeps what is special in text', async () => {
    const special = '\\N \\. \t \n \r é \u{1f600}';
    await write([{ requestId: 'special', accountId: special, userId: '' }, {}]);
    const { rows } = await database.pool.query(
      "SELECT user_id, account_id FROM request_log WHERE request_id = 'special'",
    );
    expect(rows).toEqual([{ user_id: '', account_id: special }]);
  });

  it('keeps what the database does not take, drops what is too much, and counts it', async () => {
    const away = new pg.Pool({ connectionString: 'postgres://localhost:1/none' });
    const requestLog = createRequestLog({ pool: away, log: quietLog });
    for (let index = 0; index < 100_000; index++) requestLog.add(answered());
    const tooMany = requestLog.dropped();
    expect(tooMany).toBeGreaterThan(0);
    expect(tooMany).toBeLessThan(100_000);
    await requestLog.close();
    expect(requestLog.dropped()).toBe(100_000);
    await away.end();
    // What PostgreSQL refuses for good keeps no others waiting.
    expect(await write([{ accountId: '\0' }])).toBe(1);
    expect(await write([{}])).toBe(0);
  });
});
