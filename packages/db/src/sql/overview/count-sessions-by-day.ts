import { Prisma } from '../../generated/prisma/client.ts';
import { int, text } from '../../statement/column.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/** How many sessions were opened on each day (UTC), of those from an id on. */
export const countSessionsByDay = (leastId: string) =>
  plannedAnew(
    statement(
      { day: text, sessions: int },
      Prisma.sql`
      SELECT to_char(date_trunc('day', s.date_created, 'UTC') AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
        count(*)::int AS sessions
      FROM ai_session s WHERE s.id >= ${leastId} GROUP BY date_trunc('day', s.date_created, 'UTC')`,
    ),
  );
