import { Prisma } from '../../generated/prisma/client.ts';
import { bigint, int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { givenUsage, type UsageColumns } from './usage-entries.ts';

/**
 * Inserts the entries that are not there. In order of the key, so that two who send the same entries wait for one
 * another and not in a circle.
 */
export const insertUsage = (entries: UsageColumns) =>
  statement(
    { added: int, minutes: bigint },
    Prisma.sql`
      WITH added AS (
        INSERT INTO ai_usage_entry (account_id, external_id, customer_id, minutes, date)
        SELECT account_id, external_id, customer_id, minutes, date FROM ${givenUsage(entries)}
        ORDER BY account_id, external_id, n
        ON CONFLICT (account_id, external_id) DO NOTHING
        RETURNING minutes)
      SELECT count(*)::int AS added, coalesce(sum(minutes), 0)::bigint AS minutes FROM added`,
  );
