import { type Actor, auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Removes some of the sessions that were discarded so many days ago. */
export const deleteDiscardedSessions = (by: Actor, days: number, limit: number) =>
  statement(
    { id: text },
    Prisma.sql`
      DELETE FROM ai_session USING audit_as(${auditText(by)})
      WHERE id IN (
        SELECT id FROM ai_session
        WHERE discarded AND date_discarded < now() - make_interval(days => ${days}::int)
        LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id`,
  );
