import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { allOf, isInScope } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';

/** Counts the sessions with actions that nobody has judged, up to so many. */
export const countWaitingSessions = (scope: AccountScope, limit: number) =>
  statement(
    { sessions: int },
    Prisma.sql`
      SELECT count(*)::int AS sessions FROM (
        SELECT FROM ai_session s CROSS JOIN LATERAL (
          SELECT FROM ai_session_action a WHERE a.session_id = s.id AND a.state = 'Queued' LIMIT 1) q
        WHERE ${allOf([
          Prisma.sql`s.pending_actions > 0 AND NOT s.discarded AND s.state <> 'Applying'`,
          ...isInScope(Prisma.sql`s.account_id`, scope),
        ])}
        LIMIT ${limit}) s`,
  );
