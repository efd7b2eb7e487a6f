import { Prisma } from '../../generated/prisma/client.ts';
import { int, text } from '../../statement/column.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/** How many actions were judged on each day (UTC) from an instant on, of those that were queued from an id on. */
export const countVerdictsByDay = (leastId: string, from: string) =>
  plannedAnew(
    statement(
      { day: text, accepted: int, refused: int, returned: int },
      Prisma.sql`
      SELECT to_char(date_trunc('day', a.date_judged, 'UTC') AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
        count(*) FILTER (WHERE a.accepted)::int AS accepted,
        count(*) FILTER (WHERE a.state = 'Refused')::int AS refused,
        count(*) FILTER (WHERE a.state = 'Returned')::int AS returned
      FROM ai_session_action a WHERE a.id >= ${leastId} AND a.date_judged >= ${from}::timestamptz
      GROUP BY date_trunc('day', a.date_judged, 'UTC')`,
    ),
  );
