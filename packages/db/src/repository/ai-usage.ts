import type { AIUsage } from '@ai-sessions/contract';
import type { AccountScope } from '../access/account-scope.ts';
import type { Db } from '../db.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { insertUsage } from '../sql/usage/add-usage.ts';
import { selectDifferingUsage } from '../sql/usage/find-differing-usage.ts';
import { sumUsage } from '../sql/usage/sum-usage.ts';
import { FOREIGN_KEY_VIOLATION, sqlStateOf } from '../sql-state.ts';
import { isInScope } from '../statement/conditions.ts';
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

/**
 * Adds entries to accounts, and with them to the sums of their days; those that are there already add nothing.
 * `undefined` when an account is gone. Whoever finds that some differ has to undo the rest.
 */
export async function addUsage(db: Db, entries: readonly UsageEntry[]): Promise<AddedUsage | undefined> {
  const columns = {
    accountIds: entries.map(({ accountId }) => accountId),
    externalIds: entries.map(({ externalId }) => externalId),
    customerIds: entries.map(({ customerId }) => customerId ?? null),
    minutes: entries.map(({ minutes }) => minutes),
    dates: entries.map(({ date }) => date),
  };
  try {
    const sums = await db.row(insertUsage(columns));
    const added = sums?.added ?? 0;
    const differing = added < entries.length ? await db.rows(selectDifferingUsage(columns)) : [];
    return {
      added,
      minutes: Number(sums?.minutes ?? 0),
      differing: differing.map(({ index }) => index),
    };
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** Which minutes are asked for. */
export interface UsageRequest extends Days {
  readonly accountId?: string;
  readonly customerId?: string;
}

/** Adds up the minutes of days, by account and by customer. */
export async function readUsage(
  db: Db,
  scope: AccountScope,
  { accountId: wanted, customerId: customer, ...days }: UsageRequest,
): Promise<AIUsage> {
  const rows = await db.rows(
    sumUsage([
      Prisma.sql`period = ANY(${[...periodsOf(days)]}::text[])`,
      ...isInScope(Prisma.sql`account_id`, scope),
      ...(wanted === undefined ? [] : [Prisma.sql`account_id = ${wanted}`]),
      ...(customer === undefined ? [] : [Prisma.sql`customer_id = ${customer}`]),
    ]),
  );
  const accountUsage: AIUsage['accountUsage'] = [];
  const customerUsage: AIUsage['customerUsage'] = [];
  for (const { accountId, minutes, customers } of rows) {
    accountUsage.push({ accountId, aiMinutes: Number(minutes) });
    for (const line of customers?.split('\n') ?? []) {
      const [customerId = '', sum = ''] = line.split('\t');
      customerUsage.push({ accountId, customerId, aiMinutes: Number(sum) });
    }
  }
  return { accountUsage, customerUsage };
}
