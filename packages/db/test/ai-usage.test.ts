import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUsage, type Database, openDatabase, readUsage, type UsageEntry } from '../src/index.ts';
import { createTestDatabase, quietLog, type TestDatabase } from '../src/testing/index.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2024, 11, 20);
const DAYS = 440;

let testDatabase: TestDatabase;
let database: Database;
let accountIds: string[];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const url = new URL(testDatabase.url);
  // The service's sessions are in UTC; the sums must not depend on it.
  url.searchParams.set('options', '-c timezone=Pacific/Auckland');
  database = openDatabase({ url: url.href, log: quietLog });
  accountIds = await database.db.write('silently', async ({ prisma }) => {
    const names = [1, 2, 3].map((n) => ({ name: `Account ${n}`, createdBy: 'test', lastModifiedBy: 'test' }));
    const accounts = await prisma.account.createManyAndReturn({ data: names });
    return accounts.map(({ id }) => id);
  });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
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
    const { db } = database;
    for (let from = 0; from < entries.length; from += 100) {
      expect(await addUsage(db, entries.slice(from, from + 100))).toMatchObject({
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
        const read = await readUsage(db, scope, { startDate, endDate, accountId, customerId: customer });
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
        database.db.transaction((db) =>
          // Each in another order, and half of them what the one before sends too.
          addUsage(
            db,
            Array.from({ length: 40 }, (__, n) => entryOf(worker * 20 + ((n * (worker + 3)) % 41))),
          ),
        ),
      ),
    );
    const total = added.reduce((sum, outcome) => sum + (outcome?.added ?? 0), 0);
    const { accountUsage } = await readUsage(database.db, 'all', {
      startDate: '2027-05-05',
      endDate: '2027-05-05',
    });
    expect(accountUsage).toEqual([{ accountId, aiMinutes: total }]);
  });

  it('say that an account is gone', async () => {
    const entry = { accountId: 'gone', externalId: 'e', minutes: 1, date: '2026-03-02T00:00:00.000Z' };
    expect(await addUsage(database.db, [entry])).toBeUndefined();
  });
});
