import type { ActionState } from '@ai-sessions/contract';
import type { Actor } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, int, json, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { LEASE } from './lease.ts';

/** A step as the process that carries it out sees it. */
export interface AcquiredStep {
  readonly actionId: string;
  readonly functionName: string;
  readonly functionVersion: number;
  readonly valuesHash: string | null;
  readonly state: ActionState;
  readonly attempts: number;
}

const ACQUIRED_RUN_COLUMNS = {
  id: text,
  sessionId: text,
  number: int,
  continueAfterFailure: boolean,
  actor: json<Actor>('jsonb'),
  steps: nullable(json<readonly AcquiredStep[]>()),
};

/** Gives a process the lease of a run that no living process holds. */
export const updateRunAcquired = (runId: string, holder: string) =>
  statement(
    ACQUIRED_RUN_COLUMNS,
    Prisma.sql`
      UPDATE ai_session_run r SET holder = ${holder}, held_until = clock_timestamp() + ${LEASE}
      WHERE id = ${runId} AND state = 'Running' AND (holder IS NULL OR held_until < clock_timestamp())
      RETURNING id, session_id AS "sessionId", number, continue_after_failure AS "continueAfterFailure", actor, (
        SELECT json_agg(json_build_object('actionId', s.action_id, 'functionName', s.function_name,
          'functionVersion', s.function_version, 'valuesHash', s.values_hash, 'state', s.state,
          'attempts', s.attempts) ORDER BY s.position)
        FROM ai_session_run_step s WHERE s.run_id = r.id) AS steps`,
  );
