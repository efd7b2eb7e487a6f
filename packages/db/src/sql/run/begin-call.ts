import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { logLine } from './log-line.ts';
import type { StepKey } from './step-key.ts';

/**
 * Marks a step as begun when the run is still the process's own and may go on; else why not. It locks what it looks
 * at: a statement that had to wait would see the session and the switch as they were before.
 */
export const updateStepBegun = ({ runId, holder, actionId }: StepKey, line: string) =>
  statement(
    { begun: boolean, reason: nullable(text) },
    Prisma.sql`
      WITH permission AS (
          SELECT r.id, CASE
            WHEN r.holder IS DISTINCT FROM ${holder} OR r.state <> 'Running' THEN 'lost'
            WHEN r.stop_reason IS NOT NULL THEN r.stop_reason
            WHEN s.discarded THEN 'the session was discarded'
            WHEN p.stopped THEN 'all applying is stopped' END AS reason
          FROM ai_session_run r JOIN ai_session s ON s.id = r.session_id, ai_applying p
          WHERE r.id = ${runId}
          FOR NO KEY UPDATE OF r, s FOR SHARE OF p),
        begun AS (
          UPDATE ai_session_run_step SET state = 'Running', attempts = attempts + 1,
            date_started = coalesce(date_started, clock_timestamp())
          FROM permission
          WHERE permission.reason IS NULL AND run_id = permission.id AND action_id = ${actionId}
          RETURNING action_id),
        marked AS (
          UPDATE ai_session_action a SET state = 'Running', outcome = NULL
          FROM begun, audit_as(${SILENTLY}) WHERE a.id = begun.action_id),
        logged AS (
          UPDATE ai_session_run SET log = log || ${logLine(Prisma.sql`${line}::text`)}
          WHERE id = ${runId} AND EXISTS (SELECT FROM begun))
      SELECT EXISTS (SELECT FROM begun) AS begun, (SELECT reason FROM permission) AS reason`,
  );
