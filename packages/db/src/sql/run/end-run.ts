import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { logLine } from './log-line.ts';
import type { RunKey } from './run-key.ts';
import { LOG_OF_STEPS } from './run-log.ts';

/** Ends a run, as long as it is the process's own; what its steps have told becomes a part of its log. */
export const updateRunEnded = ({ runId, holder }: RunKey, state: string, line: string) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH ended AS (
          UPDATE ai_session_run r
          SET state = ${state}, date_ended = clock_timestamp(), holder = NULL, held_until = NULL,
            log = r.log || ${LOG_OF_STEPS} || ${logLine(Prisma.sql`${line}::text`)}
          FROM audit_as(${SILENTLY})
          WHERE id = ${runId} AND holder = ${holder} AND state = 'Running'
          RETURNING id),
        told AS (
          UPDATE ai_session_run_step x SET log = '' FROM ended WHERE x.run_id = ended.id AND x.log <> '')
      SELECT id FROM ended`,
  );
