import { Prisma } from '../../generated/prisma/client.ts';
import { bigint, nullable, text } from '../../statement/column.ts';
import { type Conditions, where } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Adds up the sums that keep to the conditions, with a row for each account and its customers in one text: a line for
 * each, with the id, a tab and the minutes. Ids hold no control characters. A row for each customer would cost Node as
 * much again as PostgreSQL.
 */
export const sumUsage = (conditions: Conditions) =>
  statement(
    { accountId: text, minutes: bigint, customers: nullable(text) },
    Prisma.sql`
      SELECT account_id AS "accountId", sum(minutes)::bigint AS minutes,
        string_agg(customer_id || E'\\t' || minutes, E'\\n' ORDER BY customer_id)
          FILTER (WHERE customer_id <> '') AS customers
      FROM (
        SELECT account_id, customer_id, sum(minutes) AS minutes FROM ai_usage_total
        ${where(conditions)} GROUP BY account_id, customer_id) AS by_customer
      GROUP BY account_id ORDER BY account_id`,
  );
