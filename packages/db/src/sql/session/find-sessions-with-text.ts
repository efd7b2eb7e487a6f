import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, text } from '../../statement/column.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/**
 * Finds sessions by their purposes and by their actions, up to so many of each. Each part is planned for all of its
 * matches, and left as soon as there are too many.
 */
export const findSessionsWithText = (inPurpose: Prisma.Sql, inAction: Prisma.Sql, limit: number) =>
  plannedAnew(
    statement(
      { id: text, inAction: boolean },
      Prisma.sql`
        WITH by_purpose AS MATERIALIZED (SELECT id FROM ai_session s WHERE ${inPurpose}),
          by_action AS MATERIALIZED (SELECT session_id FROM ai_session_action WHERE ${inAction})
        (SELECT id, false AS "inAction" FROM by_purpose LIMIT ${limit})
        UNION ALL (SELECT session_id, true FROM by_action LIMIT ${limit})`,
    ),
  );
