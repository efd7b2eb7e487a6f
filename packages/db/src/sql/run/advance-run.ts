import type { ActionState } from '@ai-sessions/contract';
import { SILENTLY } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { type Basis, HELD_RUN_COLUMNS, heldRun, SELECT_HELD_RUN } from './held-run.ts';
import { logLine } from './log-line.ts';
import { markedActions } from './marked-actions.ts';
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

/** One step that ends, one that begins, or both. */
export interface Advance {
  readonly ended: EndedStep | null;
  readonly begun: { readonly actionId: string; readonly line: string } | null;
  /** What the step that begins was judged by, or the one that ends when none does. */
  readonly basis: Basis | null;
}

/**
 * Keeps the outcome of one step and the intent to carry out another. The outcome is kept as long as the run is the
 * process's own; the intent, when besides the run may go on and what it was judged by is still so. A line that ends the
 * log of a step already is not added: the same may be said again when the answer of the database was lost.
 */
export const updateStepsAdvanced = (run: RunKey, { ended, begun, basis }: Advance) => {
  const steps = [
    ...(ended
      ? [
          Prisma.sql`SELECT action_id, ${ended.state}::text AS state, ${ended.outcome}::text AS outcome,
            ${ended.mayHaveTakenEffect}::boolean AS may_have_taken_effect FROM ended`,
        ]
      : []),
    ...(begun
      ? [
          Prisma.sql`SELECT action_id, 'Running' AS state, NULL::text AS outcome, false AS may_have_taken_effect
            FROM begun`,
        ]
      : []),
  ];
  return statement(
    { ...HELD_RUN_COLUMNS, changed: boolean },
    Prisma.sql`
      WITH ${heldRun(run, basis, begun?.actionId ?? null)},
        ${ended ? Prisma.sql`ended AS (${stepEnded(ended, begun === null)}),` : Prisma.empty}
        ${begun ? Prisma.sql`begun AS (${stepBegun(begun)}),` : Prisma.empty}
        ${markedActions(Prisma.join(steps, ' UNION ALL '), SILENTLY)}
      SELECT ${SELECT_HELD_RUN}, EXISTS (SELECT FROM marked) AS changed FROM h`,
  );
};

function stepEnded(ended: EndedStep, isJudged: boolean): Prisma.Sql {
  const { begunLine } = ended;
  const begins =
    begunLine === null ? Prisma.sql`''` : logLine(Prisma.sql`${begunLine}::text`, Prisma.sql`now()`);
  return Prisma.sql`
    UPDATE ai_session_run_step x
    SET state = ${ended.state}, outcome = ${ended.outcome}, status = ${ended.status}, answer = ${ended.answer},
      duration_ms = ${ended.durationMs},
      date_ended = CASE WHEN ${ended.state}::text IN ('Queued', 'Running') THEN NULL ELSE clock_timestamp() END,
      ${begunLine === null ? Prisma.empty : Prisma.sql`attempts = attempts + 1, date_started = coalesce(date_started, now()),`}
      log = CASE WHEN right(log, length(${ended.line}) + 2) = ' ' || ${ended.line} || E'\\n' THEN log
        ELSE log || ${begins} || ${logLine(Prisma.sql`${ended.line}::text`)} END
    FROM h
    WHERE h.ours AND ${isJudged ? Prisma.sql`h.judged` : Prisma.sql`true`}
      AND x.run_id = h.id AND x.action_id = ${ended.actionId}
    RETURNING x.action_id`;
}

function stepBegun(begun: NonNullable<Advance['begun']>): Prisma.Sql {
  return Prisma.sql`
    UPDATE ai_session_run_step x
    SET state = 'Running', attempts = attempts + 1, date_started = coalesce(date_started, clock_timestamp()),
      log = log || ${logLine(Prisma.sql`${begun.line}::text`)}
    FROM h
    WHERE h.ours AND h.reason IS NULL AND h.judged AND x.run_id = h.id AND x.action_id = ${begun.actionId}
    RETURNING x.action_id`;
}
