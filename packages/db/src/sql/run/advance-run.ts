import type { ActionState } from '@ai-sessions/contract';
import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { heldRun } from './held-run.ts';
import { HELD_RUN_COLUMNS, SELECT_HELD_RUN } from './hold-run.ts';
import { logLine } from './log-line.ts';
import type { RunKey } from './run-key.ts';

/** What came of a step, with null for what is not known. */
interface EndedStep {
  readonly actionId: string;
  readonly state: ActionState;
  readonly outcome: string;
  readonly status: number | null;
  readonly answer: string | null;
  readonly durationMs: number | null;
  readonly mayHaveTakenEffect: boolean;
  readonly line: string;
  /** Line that tells of its beginning, when that was not committed before. */
  readonly begunLine: string | null;
}

/** What a step was judged by: versions of the session and of the function, and the name of the account. */
interface Basis {
  readonly version: number;
  readonly functionName: string;
  readonly functionVersion: string | null;
  readonly accountName: string | null;
}

/** One step that ends, one that begins, or both. */
export interface Advance {
  readonly ended: EndedStep | null;
  readonly begun: { readonly actionId: string; readonly line: string } | null;
  /** Without it, nothing is asked of the session but that the run may go on. */
  readonly basis: Basis | null;
}

/**
 * Keeps the outcome of one step and the intent to carry out another. The outcome is kept as long as the run is the
 * process's own; the intent, when besides the run may go on and what it was judged by is still so. When nothing begins,
 * the basis is that of the step that ends. A line that ends the log of a step already is not added: the same may be said
 * again when the answer of the database was lost.
 */
export const updateStepsAdvanced = (run: RunKey, { ended, begun, basis }: Advance) => {
  const endsUnjudged = ended === null || begun !== null || basis === null;
  return statement(
    { ...HELD_RUN_COLUMNS, judged: boolean, changed: boolean },
    Prisma.sql`
      WITH h AS (${heldRun(run, basis?.functionName ?? null)}),
        judged AS (
          SELECT h.*, ${basis === null}::boolean OR h.version = ${basis?.version ?? null}::int
            AND h.function_version IS NOT DISTINCT FROM ${basis?.functionVersion ?? null}::text
            AND h.account_name IS NOT DISTINCT FROM ${basis?.accountName ?? null}::text AS judged
          FROM h),
        ended AS (
          UPDATE ai_session_run_step x
          SET state = ${ended?.state ?? null}, outcome = ${ended?.outcome ?? null}, status = ${ended?.status ?? null},
            answer = ${ended?.answer ?? null}, duration_ms = ${ended?.durationMs ?? null},
            date_ended = CASE WHEN ${ended?.state ?? null}::text IN ('Queued', 'Running') THEN NULL ELSE clock_timestamp() END,
            attempts = x.attempts + (${ended?.begunLine ?? null}::text IS NOT NULL)::int,
            date_started = CASE WHEN ${ended?.begunLine ?? null}::text IS NULL THEN x.date_started
              ELSE coalesce(x.date_started, now()) END,
            log = CASE WHEN right(x.log, length(${ended?.line ?? null}) + 2) = ' ' || ${ended?.line ?? null} || E'\\n' THEN x.log
              ELSE x.log || coalesce(${logLine(Prisma.sql`${ended?.begunLine ?? null}::text`, Prisma.sql`now()`)}, '')
                || ${logLine(Prisma.sql`${ended?.line ?? null}::text`)} END
          FROM judged
          WHERE judged.ours AND (judged.judged OR ${endsUnjudged}::boolean)
            AND x.run_id = judged.id AND x.action_id = ${ended?.actionId ?? null}
          RETURNING x.action_id),
        begun AS (
          UPDATE ai_session_run_step x
          SET state = 'Running', attempts = x.attempts + 1, date_started = coalesce(x.date_started, clock_timestamp()),
            log = x.log || ${logLine(Prisma.sql`${begun?.line ?? null}::text`)}
          FROM judged
          WHERE judged.ours AND judged.reason IS NULL AND judged.judged
            AND x.run_id = judged.id AND x.action_id = ${begun?.actionId ?? null}
          RETURNING x.action_id),
        marked AS (
          UPDATE ai_session_action a
          SET outcome = m.outcome,
            state = CASE WHEN m.state <> 'Queued' THEN m.state WHEN a.accepted THEN 'Accepted' ELSE 'Queued' END,
            reason = CASE m.state WHEN 'Returned' THEN m.outcome ELSE a.reason END,
            may_have_taken_effect = m.state <> 'Applied' AND (a.may_have_taken_effect OR m.may_have_taken_effect),
            repeat_accepted = a.repeat_accepted AND m.state IN ('Queued', 'Running')
          FROM (
              SELECT action_id, ${ended?.state ?? null}::text AS state, ${ended?.outcome ?? null}::text AS outcome,
                ${ended?.mayHaveTakenEffect ?? null}::boolean AS may_have_taken_effect
              FROM ended
              UNION ALL SELECT action_id, 'Running', NULL, false FROM begun) m,
            audit_as(${SILENTLY})
          WHERE a.id = m.action_id
          RETURNING a.id)
      SELECT ${SELECT_HELD_RUN}, h.judged, EXISTS (SELECT FROM marked) AS changed FROM judged h`,
  );
};
