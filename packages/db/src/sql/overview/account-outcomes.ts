import { Prisma } from '../../generated/prisma/client.ts';
import { bigint, int, nullable, text } from '../../statement/column.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/**
 * What became of the actions that were queued from an id on, for the accounts with the most, beside the AI minutes of
 * these periods.
 */
export const selectAccountOutcomes = (leastId: string, periods: string[], limit: number) =>
  plannedAnew(
    statement(
      {
        accountId: nullable(text),
        accountName: nullable(text),
        aiMinutes: bigint,
        actions: int,
        applied: int,
        refused: int,
        failed: int,
      },
      Prisma.sql`
      SELECT o.account_id AS "accountId", (SELECT a.name FROM account a WHERE a.id = o.account_id) AS "accountName",
        coalesce((SELECT sum(t.minutes) FROM ai_usage_total t
          WHERE t.account_id = o.account_id AND t.period = ANY(${periods}::text[])), 0)::bigint AS "aiMinutes",
        o.actions, o.applied, o.refused, o.failed
      FROM (
        SELECT s.account_id, count(*)::int AS actions,
          count(*) FILTER (WHERE a.state = 'Applied')::int AS applied,
          count(*) FILTER (WHERE a.state = 'Refused')::int AS refused,
          count(*) FILTER (WHERE a.state = 'Failed')::int AS failed
        FROM ai_session_action a JOIN ai_session s ON s.id = a.session_id
        WHERE a.id >= ${leastId}
        GROUP BY s.account_id ORDER BY actions DESC, s.account_id LIMIT ${limit}) AS o
      ORDER BY o.actions DESC, o.account_id`,
    ),
  );
