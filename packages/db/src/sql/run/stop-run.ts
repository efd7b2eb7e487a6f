import { type Actor, auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Asks a run to stop after the call under way. */
export const updateRunStopped = (runId: string, by: Actor) =>
  statement(
    { id: text },
    Prisma.sql`
      UPDATE ai_session_run SET stop_reason = 'stopped by ' || ${by.userName}::text
      FROM audit_as(${auditText(by)})
      WHERE id = ${runId} AND state = 'Running' AND stop_reason IS NULL
      RETURNING id`,
  );
