import { Prisma } from '../../generated/prisma/client.ts';
import { int, nullable } from '../../statement/column.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/** How long actions waited for their latest verdict, in seconds, of those that were queued from an id on. */
export const timeToVerdict = (leastId: string) =>
  plannedAnew(
    statement(
      { verdicts: int, median: nullable(int), p90: nullable(int) },
      Prisma.sql`
      SELECT count(*)::int AS verdicts,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY waited)::int AS median,
        percentile_disc(0.9) WITHIN GROUP (ORDER BY waited)::int AS p90
      FROM (
        SELECT greatest(extract(epoch FROM a.date_judged - a.date_created), 0)::int AS waited
        FROM ai_session_action a WHERE a.id >= ${leastId} AND a.date_judged IS NOT NULL) AS judged`,
    ),
  );
