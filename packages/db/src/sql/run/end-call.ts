import type { ActionState } from '@ai-sessions/contract';
import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { logLine } from './log-line.ts';
import type { StepKey } from './step-key.ts';

/** What came of a call, with null for what is not known. */
interface EndedCall {
  readonly state: ActionState;
  readonly outcome: string;
  readonly status: number | null;
  readonly answer: string | null;
  readonly durationMs: number | null;
  readonly mayHaveTakenEffect: boolean;
  readonly line: string;
}

/** Keeps the outcome of a step, as long as its run is the process's own. A line that ends the log already is not added. */
export const updateStepEnded = ({ runId, holder, actionId }: StepKey, call: EndedCall) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH run AS (
          UPDATE ai_session_run
          SET log = CASE WHEN right(log, length(${call.line}) + 2) = ' ' || ${call.line} || E'\\n' THEN log
            ELSE log || ${logLine(Prisma.sql`${call.line}::text`)} END
          WHERE id = ${runId} AND holder = ${holder} AND state = 'Running'
          RETURNING id),
        ended AS (
          UPDATE ai_session_run_step
          SET state = ${call.state}, outcome = ${call.outcome}, status = ${call.status}, answer = ${call.answer},
            duration_ms = ${call.durationMs},
            date_ended = CASE WHEN ${call.state}::text IN ('Queued', 'Running') THEN NULL ELSE clock_timestamp() END
          FROM run WHERE run_id = run.id AND action_id = ${actionId}
          RETURNING action_id),
        marked AS (
          UPDATE ai_session_action a
          SET outcome = ${call.outcome},
            state = CASE WHEN ${call.state}::text <> 'Queued' THEN ${call.state}
              WHEN a.accepted THEN 'Accepted' ELSE 'Queued' END,
            reason = CASE ${call.state}::text WHEN 'Returned' THEN ${call.outcome} ELSE a.reason END,
            may_have_taken_effect = ${call.state}::text <> 'Applied'
              AND (a.may_have_taken_effect OR ${call.mayHaveTakenEffect}::boolean),
            repeat_accepted = a.repeat_accepted AND ${call.state}::text IN ('Queued', 'Running')
          FROM ended, audit_as(${SILENTLY}) WHERE a.id = ended.action_id)
      SELECT id FROM run`,
  );
