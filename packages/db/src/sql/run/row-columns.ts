import type { AIRunRow } from '@ai-sessions/contract';
import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, instant, int, nullable, oneOf, text } from '../../statement/column.ts';

/** A run as a row of a table, with its session. */
export const RUN_ROW_COLUMNS = {
  id: text,
  sessionId: text,
  purpose: nullable(text),
  accountId: nullable(text),
  accountName: nullable(text),
  number: int,
  state: oneOf<AIRunRow['state']>(),
  startedBy: text,
  reviewed: boolean,
  dateStarted: instant,
  dateEnded: nullable(instant),
  durationMs: nullable(int),
  steps: int,
  stepsApplied: int,
  stepsFailed: int,
  stepsInDoubt: int,
};

/** Runs `r` with their sessions `s`, and the accounts `a` of these, after FROM. */
export const RUNS = Prisma.sql`ai_session_run r JOIN ai_session s ON s.id = r.session_id
  LEFT JOIN account a ON a.id = s.account_id`;

/** How many steps of a run `r` there are for which a condition holds. */
function steps(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT count(*) FROM ai_session_run_step x WHERE x.run_id = r.id AND ${condition})::int`;
}

/** The columns of {@link RUNS} after SELECT. What a run would have to last to overflow its column is longer than any lease. */
export const SELECT_RUN_ROW = Prisma.sql`r.id, r.session_id AS "sessionId", s.purpose, s.account_id AS "accountId",
  a.name AS "accountName", r.number, r.state, r.started_by AS "startedBy", r.reviewed,
  r.date_started AS "dateStarted", r.date_ended AS "dateEnded",
  (extract(epoch FROM r.date_ended - r.date_started) * 1000)::int AS "durationMs",
  ${steps(Prisma.sql`true`)} AS steps, ${steps(Prisma.sql`x.state = 'Applied'`)} AS "stepsApplied",
  ${steps(Prisma.sql`x.state = 'Failed'`)} AS "stepsFailed", ${steps(Prisma.sql`x.state = 'InDoubt'`)} AS "stepsInDoubt"`;
