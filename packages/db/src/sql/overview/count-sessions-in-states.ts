import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** How many sessions are being applied, and how many are in doubt, from the totals that are kept. */
export const countSessionsInStates = () =>
  statement(
    { applying: int, inDoubt: int },
    Prisma.sql`
      SELECT coalesce(sum(sessions) FILTER (WHERE state = 'Applying'), 0)::int AS applying,
        coalesce(sum(sessions) FILTER (WHERE state = 'InDoubt'), 0)::int AS "inDoubt"
      FROM ai_session_count WHERE NOT discarded`,
  );
