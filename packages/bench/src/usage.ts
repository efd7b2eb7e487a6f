import type { Bench } from './harness.ts';
import { inTransaction } from './pg-statements.ts';
import { fillUsage } from './usage-data.ts';

/** Answers of which the middle and the worst are told. */
const REPEATS = 15;
/** Entries of one request: as many as the service takes. */
const AT_ONCE = 1_000;

/** What it took to read or to add usage: the middle and the worst, in milliseconds. */
interface UsageMeasure {
  readonly ms: string;
  readonly worst: string;
  /** Accounts and customers in the answer. */
  readonly rows: number;
}

interface Usage {
  readonly accountUsage: readonly unknown[];
  readonly customerUsage: readonly unknown[];
}

/** Days that usage is read of: whole months, and such as no sum is kept of. */
const RANGES = {
  'a month': '&startDate=2026-03-01&endDate=2026-03-31',
  'from the middle of a month to that of the next': '&startDate=2026-03-16&endDate=2026-04-15',
  'a month without its first day': '&startDate=2026-05-02&endDate=2026-05-31',
  'a year': '&startDate=2026-01-01&endDate=2026-12-31',
} as const;

/** What it takes to add up 10,000,000 entries of usage. */
export async function usageCost(bench: Bench): Promise<void> {
  const { url, data } = await bench.service();
  await bench.withDatabase(bench.databaseUrl, async ({ pool }) => {
    await inTransaction(pool, (sql) => fillUsage(sql, data.accounts));
    await pool.query('VACUUM (ANALYZE) ai_usage_entry, ai_usage_total');
    await pool.query('CHECKPOINT');
    console.table(await measureUsage(url, data.key, data.accounts));
  });
}

/** Measures, one request at a time, what it takes to read usage of one account and of all, and to add some. */
async function measureUsage(
  service: string,
  key: string,
  accounts: readonly string[],
): Promise<Readonly<Record<string, UsageMeasure>>> {
  const rows: Record<string, UsageMeasure> = {};
  for (const [name, range] of Object.entries(RANGES)) {
    rows[`${name} of one account`] = await measured((n) =>
      read(`${service}/ai/usage?accountId=${accounts[n * 37]}${range}`, key),
    );
    rows[`${name} of everything`] = await measured(() => read(`${service}/ai/usage?${range.slice(1)}`, key));
  }
  rows[`adding ${AT_ONCE} entries`] = await measured((n) => add(service, key, accounts, n));
  return rows;
}

async function measured(work: (turn: number) => Promise<number>): Promise<UsageMeasure> {
  const times: number[] = [];
  let rows = 0;
  for (let turn = 0; turn < REPEATS; turn++) {
    const started = performance.now();
    rows = await work(turn);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { ms: (times[REPEATS >> 1] ?? 0).toFixed(1), worst: (times.at(-1) ?? 0).toFixed(1), rows };
}

async function read(url: string, key: string): Promise<number> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error(`Usage was answered ${response.status}.`);
  const { accountUsage, customerUsage } = (await response.json()) as Usage;
  return accountUsage.length + customerUsage.length;
}

/** Entries of today, spread over all accounts. */
async function add(service: string, key: string, accounts: readonly string[], turn: number): Promise<number> {
  const entries = Array.from({ length: AT_ONCE }, (_, n) => ({
    accountId: accounts[(n * 7) % accounts.length],
    externalId: `added-${turn}-${n}`,
    customerId: `customer-${n % 20}`,
    aiMinutes: 5,
    startDate: '2026-12-31T12:00:00Z',
  }));
  const response = await fetch(`${service}/ai/usage/entries`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ entries }),
  });
  if (!response.ok) throw new Error(`Adding usage was answered ${response.status}: ${await response.text()}`);
  return entries.length;
}
