import { Prisma } from '../../generated/prisma/client.ts';
import { instant, nullable, text } from '../../statement/column.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/** Runs from an id on in which an action failed, newest first, at most so many, each with its first failure. */
export const selectFailedRuns = (leastId: string, limit: number) =>
  plannedAnew(
    statement(
      {
        id: text,
        sessionId: text,
        purpose: nullable(text),
        accountId: nullable(text),
        accountName: nullable(text),
        date: instant,
        functionName: nullable(text),
        outcome: nullable(text),
      },
      Prisma.sql`
      SELECT r.id, r.session_id AS "sessionId", s.purpose, s.account_id AS "accountId",
        (SELECT a.name FROM account a WHERE a.id = s.account_id) AS "accountName", r.date_started AS date,
        failed.function_name AS "functionName", failed.outcome
      FROM ai_session_run r JOIN ai_session s ON s.id = r.session_id
      LEFT JOIN LATERAL (
        SELECT t.function_name, t.outcome FROM ai_session_run_step t WHERE t.run_id = r.id AND t.state = 'Failed'
        ORDER BY t.position LIMIT 1) failed ON true
      WHERE r.id >= ${leastId} AND NOT s.discarded
        AND (r.state = 'Failed' OR r.state = 'PartlyApplied' AND failed.function_name IS NOT NULL)
      ORDER BY r.id DESC LIMIT ${limit}`,
    ),
  );
