import { type Actor, auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Refuses the actions of some sessions that nobody has decided on, or revised since they were returned, for so many days.
 * Sessions are held as for every change of actions, but for those that somebody holds at the moment.
 */
export const expireActions = (by: Actor, days: number, limit: number) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH held AS (
        SELECT s.id FROM ai_session s
        WHERE s.pending_actions > 0 AND NOT s.discarded AND s.state <> 'Applying'
          AND EXISTS (SELECT FROM ai_session_action a WHERE a.session_id = s.id AND ${isExpired(days)})
        ORDER BY s.id LIMIT ${limit}::int FOR NO KEY UPDATE SKIP LOCKED)
      UPDATE ai_session_action a
      SET state = 'Refused', judged_by = ${by.userName}, date_judged = now(),
        reason = CASE a.state WHEN 'Returned' THEN ${`Expired: it was not revised within ${inDays(days)}.`}
          ELSE ${`Expired: nobody decided on it within ${inDays(days)}.`} END
      FROM held, audit_as(${auditText(by)})
      WHERE a.session_id = held.id AND ${isExpired(days)}
      RETURNING a.id`,
  );

/** That nothing has happened to an open action `a` for so many days: neither a correction nor a verdict. */
const isExpired = (days: number) => Prisma.sql`
  a.state IN ('Queued', 'Returned')
    AND greatest(a.date_created, a.date_judged, (a.earlier_versions->-1->>'dateReplaced')::timestamptz)
      < now() - make_interval(days => ${days}::int)`;

const inDays = (days: number) => (days === 1 ? '1 day' : `${days} days`);
