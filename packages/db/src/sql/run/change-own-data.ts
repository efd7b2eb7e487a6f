import { type Actor, auditTextOfRun } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { givenColumns, type SessionValues } from '../session/columns.ts';
import { type Basis, HELD_RUN_COLUMNS, heldRun, SELECT_HELD_RUN } from './held-run.ts';
import { logLine } from './log-line.ts';
import { markedActions } from './marked-actions.ts';
import type { RunKey } from './run-key.ts';

/** A change of our own data: of the session that is applied, or of the name of an account. */
export type OwnChange =
  | { readonly session: SessionValues; readonly account?: undefined }
  | { readonly account: { readonly id: string; readonly name: string }; readonly session?: undefined };

/** A step that changes our own data. */
interface OwnStep {
  readonly actionId: string;
  readonly change: OwnChange;
  readonly by: Actor;
  readonly begunLine: string;
  /** What came of it and the line of the log, up to the milliseconds that it took. */
  readonly outcome: string;
  readonly line: string;
  readonly basis: Basis | null;
}

/**
 * Carries out a change of our own data with the intent and the outcome of its step, when the run may go on and what it
 * was judged by is still so; `found` tells whether what was to be changed is there.
 */
export const updateOwnData = (run: RunKey, step: OwnStep) => {
  const auditContext = auditTextOfRun(step.by);
  const begins = logLine(Prisma.sql`${step.begunLine}::text`, Prisma.sql`now()`);
  return statement(
    { ...HELD_RUN_COLUMNS, found: boolean },
    Prisma.sql`
      WITH ${heldRun(run, step.basis, step.actionId)},
        allowed AS (SELECT h.id AS run_id, h.session_id FROM h WHERE h.ours AND h.reason IS NULL AND h.judged),
        effect AS (${effectOf(step, auditContext)}),
        ended AS (
          UPDATE ai_session_run_step x
          SET state = 'Applied', outcome = ${step.outcome} || effect.ms || ' ms.', duration_ms = effect.ms,
            status = NULL, answer = NULL, attempts = attempts + 1, date_started = coalesce(date_started, now()),
            date_ended = clock_timestamp(),
            log = log || ${begins} || ${logLine(Prisma.sql`${step.line}::text || effect.ms || ' ms.'`)}
          FROM effect
          WHERE x.run_id = effect.run_id AND x.action_id = ${step.actionId}
          RETURNING x.action_id, x.outcome),
        ${markedActions(
          Prisma.sql`SELECT action_id, 'Applied' AS state, outcome, false AS may_have_taken_effect FROM ended`,
          auditContext,
        )}
      SELECT ${SELECT_HELD_RUN}, EXISTS (SELECT FROM marked) AS found FROM h`,
  );
};

function effectOf({ change, by }: OwnStep, auditContext: string): Prisma.Sql {
  const set = Prisma.sql`last_modified_by = ${by.userName}, date_last_modified = now()`;
  const took = Prisma.sql`allowed.run_id, round(extract(epoch FROM clock_timestamp() - now()) * 1000)::int AS ms`;
  if (change.account) {
    return Prisma.sql`
      UPDATE account t SET name = ${change.account.name}, ${set} FROM allowed, audit_as(${auditContext})
      WHERE t.id = ${change.account.id} RETURNING ${took}`;
  }
  const given = givenColumns(change.session).map(({ column, value }) => Prisma.sql`${column} = ${value}`);
  return Prisma.sql`
    UPDATE ai_session t SET ${Prisma.join([...given, set])}, version = version + 1
    FROM allowed, audit_as(${auditContext})
    WHERE t.id = allowed.session_id RETURNING ${took}`;
}
