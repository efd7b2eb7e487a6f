import type { AIUsage } from '@ai-sessions/contract';
import type { AccountScope } from './account-scope.ts';
import { Conditions } from './page.ts';
import { FOREIGN_KEY_VIOLATION, type Sql, sqlStateOf } from './statement.ts';
import { type Days, periodsOf } from './usage-periods.ts';

/** Minutes that were spent. */
export interface UsageEntry {
  readonly accountId: string;
  /** Name of the entry in the system that sends it: an account has one of each name. */
  readonly externalId: string;
  readonly customerId?: string;
  readonly minutes: number;
  /** ISO 8601. */
  readonly date: string;
}

/** What became of entries. */
export interface AddedUsage {
  /** How many were added: those that were not there before, each once. */
  readonly added: number;
  /** Sum of their minutes. */
  readonly minutes: number;
  /** Indexes of entries whose names are those of others, with other minutes, customers or dates. */
  readonly differing: readonly number[];
}

const GIVEN = `unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::timestamptz[])
  WITH ORDINALITY AS given (account_id, external_id, customer_id, minutes, date, n)`;

/**
 * Adds entries to accounts, and with them to the sums of their days; those that are there already add nothing.
 * `undefined` when an account is gone. Whoever finds that some differ has to undo the rest.
 */
export async function addUsage(sql: Sql, entries: readonly UsageEntry[]): Promise<AddedUsage | undefined> {
  const values = [
    entries.map(({ accountId }) => accountId),
    entries.map(({ externalId }) => externalId),
    entries.map(({ customerId }) => customerId ?? null),
    entries.map(({ minutes }) => minutes),
    entries.map(({ date }) => date),
  ];
  try {
    // In order of the key, so that two who send the same entries wait for one another and not in a circle.
    const [sums] = await sql.rows<{ added: number; minutes: number }>({
      name: 'ai-usage-add',
      text: `WITH added AS (
               INSERT INTO ai_usage_entry (account_id, external_id, customer_id, minutes, date)
               SELECT account_id, external_id, customer_id, minutes, date FROM ${GIVEN} ORDER BY account_id, external_id, n
               ON CONFLICT (account_id, external_id) DO NOTHING RETURNING minutes)
             SELECT count(*) AS added, coalesce(sum(minutes), 0) AS minutes FROM added`,
      values,
    });
    const { added = 0, minutes = 0 } = sums ?? {};
    const differing = added < entries.length ? await differingFrom(sql, values) : [];
    return { added, minutes, differing };
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

async function differingFrom(sql: Sql, values: readonly unknown[]): Promise<readonly number[]> {
  const rows = await sql.rows<{ index: number }>({
    name: 'ai-usage-differing',
    text: `SELECT given.n - 1 AS index FROM ${GIVEN} JOIN ai_usage_entry known USING (account_id, external_id)
           WHERE (known.customer_id, known.minutes, known.date)
             IS DISTINCT FROM (given.customer_id, given.minutes, given.date::timestamptz(3))
           ORDER BY given.n`,
    values,
  });
  return rows.map(({ index }) => index);
}

/** Which minutes are asked for. */
export interface UsageRequest extends Days {
  readonly accountId?: string;
  readonly customerId?: string;
}

/** Adds up the minutes of days, by account and by customer. */
export async function readUsage(
  sql: Sql,
  scope: AccountScope,
  { accountId: wanted, customerId, ...days }: UsageRequest,
): Promise<AIUsage> {
  const conditions = new Conditions();
  conditions.add(`period = ANY(${conditions.value(periodsOf(days))}::text[])`);
  conditions.addScope('account_id', scope);
  if (wanted !== undefined) conditions.add(`account_id = ${conditions.value(wanted)}`);
  if (customerId !== undefined) conditions.add(`customer_id = ${conditions.value(customerId)}`);
  // A row for each account with its customers in one text: a row for each customer would cost Node as much again as
  // PostgreSQL. Ids hold no control characters.
  const rows = await sql.rows<{ account_id: string; minutes: number; customers: string | null }>({
    // sum() of what is bigint is numeric, which would come back as text.
    text: `SELECT account_id, sum(minutes)::bigint AS minutes,
             string_agg(customer_id || E'\\t' || minutes, E'\\n' ORDER BY customer_id) FILTER (WHERE customer_id <> '') AS customers
           FROM (SELECT account_id, customer_id, sum(minutes) AS minutes FROM ai_usage_total
                 ${conditions.where} GROUP BY account_id, customer_id) AS by_customer
           GROUP BY account_id ORDER BY account_id`,
    values: conditions.values,
  });
  const accountUsage: AIUsage['accountUsage'] = [];
  const customerUsage: AIUsage['customerUsage'] = [];
  for (const { account_id: accountId, minutes, customers } of rows) {
    accountUsage.push({ accountId, aiMinutes: minutes });
    for (const line of customers?.split('\n') ?? []) {
      const [customerId = '', sum = ''] = line.split('\t');
      customerUsage.push({ accountId, customerId, aiMinutes: Number(sum) });
    }
  }
  return { accountUsage, customerUsage };
}
