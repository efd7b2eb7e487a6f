import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { keptFrom } from './partitioned-table.ts';

/**
 * Removes some of the runs that ended more than so many months ago, with their steps. Those of a session stay for as long
 * as it has anything left to do: what it is done with, its actions still say.
 */
export const deleteOldRuns = (months: number, limit: number) =>
  statement(
    { id: text },
    Prisma.sql`
      DELETE FROM ai_session_run WHERE id IN (
        SELECT r.id FROM ai_session_run r JOIN ai_session s ON s.id = r.session_id
        WHERE r.id < least_id_from(${keptFrom('month', months)}) AND r.date_ended < ${keptFrom('month', months)}
          AND r.state <> 'Running' AND s.state = 'Applied' AND s.pending_actions = 0
        ORDER BY r.id LIMIT ${limit} FOR UPDATE OF r SKIP LOCKED)
      RETURNING id`,
  );
