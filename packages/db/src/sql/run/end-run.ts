import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { logLine } from './log-line.ts';
import type { StepKey } from './step-key.ts';

/** Ends a run, as long as it is the process's own. */
export const updateRunEnded = ({ runId, holder }: Omit<StepKey, 'actionId'>, state: string, line: string) =>
  statement(
    { id: text },
    Prisma.sql`
      UPDATE ai_session_run
      SET state = ${state}, date_ended = clock_timestamp(), holder = NULL, held_until = NULL,
        log = log || ${logLine(Prisma.sql`${line}::text`)}
      FROM audit_as(${SILENTLY})
      WHERE id = ${runId} AND holder = ${holder} AND state = 'Running'
      RETURNING id`,
  );
