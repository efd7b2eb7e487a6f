import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Days that have usage, up to today. */
const DAYS = 90;
/** Calls of an account on a day. */
const CALLS = 6;

/** Adds AI minutes of calls of the last ninety days: more on weekdays, and more of some customers than of others. */
export const insertDemoUsage = (accountIds: string[]) =>
  statement(
    { added: int },
    Prisma.sql`
      WITH added AS (
        INSERT INTO ai_usage_entry (account_id, external_id, customer_id, minutes, date)
        SELECT account, format('demo-%s-%s', day::date, call),
          CASE WHEN call > 0 THEN 'customer-' || 1 + floor(random() * random() * 9)::int END,
          1 + floor(random() * CASE WHEN extract(isodow FROM day) < 6 THEN 24 ELSE 6 END)::int,
          day + interval '8 hours' + random() * interval '9 hours'
        FROM unnest(${accountIds}::text[]) AS account,
          generate_series(date_trunc('day', now()) - ${DAYS}::int * interval '1 day',
            date_trunc('day', now()) - interval '1 day', interval '1 day') AS day,
          generate_series(0, ${CALLS}::int - 1) AS call
        RETURNING minutes)
      SELECT count(*)::int AS added FROM added`,
  );
