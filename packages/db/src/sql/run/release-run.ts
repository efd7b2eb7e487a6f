import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { ENQUEUE } from './enqueue.ts';

/** Ends the lease of a run that is not finished, and puts it in the queue. */
export const updateRunReleased = (runId: string, holder: string) =>
  statement(
    { jobId: text },
    Prisma.sql`
      WITH released AS (
        UPDATE ai_session_run SET holder = NULL, held_until = NULL
        WHERE id = ${runId} AND holder = ${holder} AND state = 'Running'
        RETURNING id)
      SELECT ${ENQUEUE} AS "jobId" FROM released`,
  );
