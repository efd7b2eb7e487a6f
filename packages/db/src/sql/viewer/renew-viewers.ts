import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { VIEWER_LIFETIME } from './lifetime.ts';

/** Says that the pages of a process are still open, and removes those of processes that are gone. */
export const renewViewers = (holder: string) =>
  statement(
    { renewed: int },
    Prisma.sql`
      WITH gone AS (DELETE FROM ai_session_viewer WHERE seen_until < now() - ${VIEWER_LIFETIME}),
        renewed AS (
          UPDATE ai_session_viewer SET seen_until = now() + ${VIEWER_LIFETIME}
          WHERE holder = ${holder} AND seen_until >= now() - ${VIEWER_LIFETIME}
          RETURNING id)
      SELECT count(*)::int AS renewed FROM renewed`,
  );
