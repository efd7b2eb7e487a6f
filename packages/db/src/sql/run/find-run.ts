import type { AISessionRunInfo } from '@ai-sessions/contract';
import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { json, nullable } from '../../statement/column.ts';
import { allOf, isInScope } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';
import { RUN_COLUMNS, SELECT_RUN } from './columns.ts';

/** An instant of a step in JSON, as the wire has it. */
function instant(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Reads a run of a session with its steps. */
export const selectRun = (
  scope: AccountScope,
  target: { readonly sessionId: string; readonly runId: string },
) =>
  statement(
    { ...RUN_COLUMNS, steps: nullable(json<NonNullable<AISessionRunInfo['steps']>>()) },
    Prisma.sql`
      SELECT ${SELECT_RUN}, (
        SELECT json_agg(json_strip_nulls(json_build_object(
          'actionId', x.action_id, 'functionName', x.function_name, 'state', x.state, 'attempts', x.attempts,
          'status', x.status, 'answer', x.answer, 'outcome', x.outcome,
          'dateStarted', ${instant(Prisma.sql`x.date_started`)}, 'dateEnded', ${instant(Prisma.sql`x.date_ended`)},
          'durationMs', x.duration_ms)) ORDER BY x.position)
        FROM ai_session_run_step x WHERE x.run_id = r.id) AS steps
      FROM ai_session_run r JOIN ai_session s ON s.id = r.session_id
      WHERE r.id = ${target.runId} AND r.session_id = ${target.sessionId} AND NOT s.discarded
        AND ${allOf(isInScope(Prisma.sql`s.account_id`, scope))}`,
  );
