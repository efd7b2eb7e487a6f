import { Prisma } from '../../generated/prisma/client.ts';

/** Entries of usage, one of each a member of a list; dates are ISO 8601. */
export interface UsageColumns {
  readonly accountIds: string[];
  readonly externalIds: string[];
  readonly customerIds: (string | null)[];
  readonly minutes: number[];
  readonly dates: string[];
}

/** The entries as rows `given`, numbered from 1 in `n`. */
export function givenUsage(entries: UsageColumns): Prisma.Sql {
  return Prisma.sql`unnest(${entries.accountIds}::text[], ${entries.externalIds}::text[],
      ${entries.customerIds}::text[], ${entries.minutes}::int[], ${entries.dates}::text[]::timestamptz[])
    WITH ORDINALITY AS given (account_id, external_id, customer_id, minutes, date, n)`;
}
