import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { givenUsage, type UsageColumns } from './usage-entries.ts';

/** Finds the entries whose names are those of others, with other minutes, customers or dates. */
export const selectDifferingUsage = (entries: UsageColumns) =>
  statement(
    { index: int },
    Prisma.sql`
      SELECT (given.n - 1)::int AS index
      FROM ${givenUsage(entries)} JOIN ai_usage_entry known USING (account_id, external_id)
      WHERE (known.customer_id, known.minutes, known.date)
        IS DISTINCT FROM (given.customer_id, given.minutes, given.date::timestamptz(3))
      ORDER BY given.n`,
  );
