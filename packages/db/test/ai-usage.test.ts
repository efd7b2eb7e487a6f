import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUsage, inTransaction, readUsage, sqlOn, type UsageEntry } from '../src/index.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2024, 11, 20);
const DAYS = 440;

let database: TestDatabase;
let pool: pg.Pool;
let accountIds: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  // The service's sessions are in UTC; the sums must not depend on it.
  pool = new pg.Pool({ connectionString: database.url, options: '-c timezone=Pacific/Auckland' });
  accountIds = await inTransaction(pool, async (sql) => {
    await sql.rows({ text: `SELECT audit_as('{"silent":true}')`, values: [] });
    const rows = await sql.rows<{ id: string }>({
      text: `INSERT INTO account (name, created_by, last_modified_by)
             SELECT 'Account ' || n, 'test', 'test' FROM generate_series(1, 3) AS n RETURNING id`,
      values: [],
    });
    return rows.map(({ id }) => id);
  });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

function madeEntries(): readonly UsageEntry[] {
  const [one = '', other = '', third = ''] = accountIds;
  return Array.from({ length: 900 }, (_, n) => ({
    accountId: [one, other, third][n % 3] ?? one,
    externalId: `entry-${n}`,
    customerId: n % 4 === 0 ? undefined : `customer-${n % 5}`,
    minutes: (n % 11) - 1,
    // Spread over all days and all hours.
    date: new Date(START + Math.floor(((n * 7919) % 900) * (DAYS / 900) * DAY_MS)).toISOString(),
  }));
}

describe('the sums of usage', () => {
  it('are those of the entries, for all days, accounts and customers', async () => {
    const entries = madeEntries();
    const sql = sqlOn(pool);
    for (let from = 0; from < entries.length; from += 100) {
      expect(await addUsage(sql, entries.slice(from, from + 100))).toMatchObject({
        added: 100,
        differing: [],
      });
    }
    const asked = fc.record({
      first: fc.integer({ min: -20, max: DAYS }),
      length: fc.integer({ min: 0, max: DAYS }),
      account: fc.option(fc.constantFrom(0, 1, 2), { nil: undefined }),
      customer: fc.option(fc.constantFrom(...[0, 1, 2, 3, 4].map((n) => `customer-${n}`)), {
        nil: undefined,
      }),
      scoped: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ first, length, account, customer, scoped }) => {
        const startDate = new Date(START + first * DAY_MS).toISOString().slice(0, 10);
        const endDate = new Date(START + (first + length) * DAY_MS).toISOString().slice(0, 10);
        const accountId = account === undefined ? undefined : accountIds[account];
        const scope = scoped ? accountIds.slice(0, 2) : 'all';
        const counted = entries.filter(
          (entry) =>
            entry.date.slice(0, 10) >= startDate &&
            entry.date.slice(0, 10) <= endDate &&
            (accountId === undefined || entry.accountId === accountId) &&
            (customer === undefined || entry.customerId === customer) &&
            (scope === 'all' || scope.includes(entry.accountId)),
        );
        const read = await readUsage(sql, scope, { startDate, endDate, accountId, customerId: customer });
        const sumBy = (key: (entry: UsageEntry) => string | undefined) => {
          const sums = new Map<string, number>();
          for (const entry of counted) {
            const name = key(entry);
            if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + entry.minutes);
          }
          return [...sums].sort();
        };
        expect(read.accountUsage.map((one) => [one.accountId, one.aiMinutes])).toEqual(
          sumBy((entry) => entry.accountId),
        );
        expect(
          read.customerUsage.map((one) => [`${one.accountId} ${one.customerId}`, one.aiMinutes]),
        ).toEqual(sumBy((entry) => entry.customerId && `${entry.accountId} ${entry.customerId}`));
      }),
      { numRuns: 150 },
    );
  });

  it('lose nothing when several add to the same ones at once', async () => {
    const [accountId = ''] = accountIds;
    const date = '2027-05-05T12:00:00.000Z';
    const entryOf = (n: number): UsageEntry => ({ accountId, externalId: `at-once-${n}`, minutes: 1, date });
    const added = await Promise.all(
      Array.from({ length: 12 }, (_, worker) =>
        inTransaction(pool, (sql) =>
          // Each in another order, and half of them what the one before sends too.
          addUsage(
            sql,
            Array.from({ length: 40 }, (__, n) => entryOf(worker * 20 + ((n * (worker + 3)) % 41))),
          ),
        ),
      ),
    );
    const total = added.reduce((sum, outcome) => sum + (outcome?.added ?? 0), 0);
    const { accountUsage } = await readUsage(sqlOn(pool), 'all', {
      startDate: '2027-05-05',
      endDate: '2027-05-05',
    });
    expect(accountUsage).toEqual([{ accountId, aiMinutes: total }]);
  });

  it('say that an account is gone', async () => {
    const entry = { accountId: 'gone', externalId: 'e', minutes: 1, date: '2026-03-02T00:00:00.000Z' };
    expect(await addUsage(sqlOn(pool), [entry])).toBeUndefined();
  });
});
