import { Prisma } from '../../generated/prisma/client.ts';
import { instant, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { WAITS_FOR_EARLIER } from './waits-for.ts';

/** Which of these deliveries wait for another one, and when that is sent next: the first of those that they wait for. */
export const selectEarlierDeliveries = (ids: readonly string[]) =>
  statement(
    { id: text, earlierId: text, dateNextAttempt: instant },
    Prisma.sql`
      SELECT d.id, e.id AS "earlierId", e.date_next_attempt AS "dateNextAttempt"
      FROM ai_webhook_delivery d CROSS JOIN LATERAL (
        SELECT earlier.id, earlier.date_next_attempt FROM ai_webhook_delivery earlier
        WHERE ${WAITS_FOR_EARLIER} ORDER BY earlier.position LIMIT 1) e
      WHERE d.id = ANY(${[...ids]}::text[]) AND d.state = 'Pending'`,
  );
