import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { LEASE } from './lease.ts';

/** Renews the lease that a process has of a run. */
export const updateRunRenewed = (runId: string, holder: string) =>
  statement(
    { id: text },
    Prisma.sql`
      UPDATE ai_session_run SET held_until = clock_timestamp() + ${LEASE}
      WHERE id = ${runId} AND holder = ${holder} AND state = 'Running'
      RETURNING id`,
  );
