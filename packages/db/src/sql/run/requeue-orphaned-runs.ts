import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { ENQUEUE } from './enqueue.ts';
import { LEASE } from './lease.ts';

/** Puts the runs in the queue whose process is gone. */
export const enqueueOrphanedRuns = () =>
  statement(
    { jobId: text },
    Prisma.sql`
      WITH orphaned AS (
        SELECT id FROM ai_session_run
        WHERE state = 'Running' AND coalesce(held_until, date_started + ${LEASE}) < clock_timestamp()
        FOR UPDATE SKIP LOCKED)
      SELECT ${ENQUEUE} AS "jobId" FROM orphaned`,
  );
