import { Prisma } from '../../generated/prisma/client.ts';
import { int, text } from '../../statement/column.ts';
import { plannedAnew, statement } from '../../statement/statement.ts';

/** What became of the actions that were queued from an id on, for the agents and functions with the most. */
export const selectProposalOutcomes = (leastId: string, limit: number) =>
  plannedAnew(
    statement(
      { agent: text, functionName: text, actions: int, judged: int, edited: int, refused: int, failed: int },
      Prisma.sql`
      SELECT a.created_by AS agent, a.function_name AS "functionName", count(*)::int AS actions,
        count(a.date_judged)::int AS judged,
        count(a.proposed_hash)::int AS edited,
        count(*) FILTER (WHERE a.state = 'Refused')::int AS refused,
        count(*) FILTER (WHERE a.state = 'Failed')::int AS failed
      FROM ai_session_action a WHERE a.id >= ${leastId}
      GROUP BY a.created_by, a.function_name ORDER BY actions DESC, agent, "functionName" LIMIT ${limit}`,
    ),
  );
