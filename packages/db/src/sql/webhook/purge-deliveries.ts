import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Removes some of the deliveries that are so many days old, and of the events that nothing is sent of any more. */
export const deleteOldDeliveries = (days: number, limit: number) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH deliveries AS (
          DELETE FROM ai_webhook_delivery WHERE id IN (
            SELECT id FROM ai_webhook_delivery WHERE date_created < now() - make_interval(days => ${days}::int)
            LIMIT ${limit} FOR UPDATE SKIP LOCKED)
          RETURNING id),
        events AS (
          DELETE FROM ai_webhook_event WHERE id IN (
            SELECT e.id FROM ai_webhook_event e
            WHERE e.date_created < now() - make_interval(days => ${days}::int)
              AND NOT EXISTS (SELECT FROM ai_webhook_delivery d WHERE d.event_id = e.id)
            LIMIT ${limit} FOR UPDATE SKIP LOCKED)
          RETURNING id)
      SELECT id FROM deliveries UNION ALL SELECT id FROM events`,
  );
