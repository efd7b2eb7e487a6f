import { Prisma } from '../../generated/prisma/client.ts';
import { bigint, int, nullable, text } from '../../statement/column.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/**
 * What became of the actions that were queued from an id on, for the accounts with the most, beside the AI minutes of
 * these periods. The account of each session is looked up by itself: joined, PostgreSQL would read all sessions for it. In
 * the order of their ids, because sessions of the same days lie side by side.
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
        SELECT s.account_id, sum(a.actions)::int AS actions, sum(a.applied)::int AS applied,
          sum(a.refused)::int AS refused, sum(a.failed)::int AS failed
        FROM (
          SELECT session_id, count(*) AS actions, count(*) FILTER (WHERE state = 'Applied') AS applied,
            count(*) FILTER (WHERE state = 'Refused') AS refused, count(*) FILTER (WHERE state = 'Failed') AS failed
          FROM ai_session_action WHERE id >= ${leastId} GROUP BY session_id ORDER BY session_id) a
        CROSS JOIN LATERAL (SELECT s.account_id FROM ai_session s WHERE s.id = a.session_id LIMIT 1) s
        GROUP BY s.account_id ORDER BY actions DESC, s.account_id LIMIT ${limit}) AS o
      ORDER BY o.actions DESC, o.account_id`,
    ),
  );
