import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { isInScope, where } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';
import { MAY_WAIT } from '../session/is-waiting.ts';

/**
 * Counts the sessions with an action that has waited longer than so many days, up to a limit. No session is younger than
 * its actions: `beforeId` is an id from that time, so that only those before it are looked at.
 */
export const countOverdueSessions = (
  scope: AccountScope,
  { days, beforeId }: { readonly days: number; readonly beforeId: string },
  limit: number,
) =>
  statement(
    { sessions: int },
    Prisma.sql`
      SELECT count(*)::int AS sessions FROM (
        SELECT FROM ai_session s
        ${where([
          Prisma.sql`s.id < ${beforeId}`,
          MAY_WAIT,
          ...isInScope(Prisma.sql`s.account_id`, scope),
          Prisma.sql`EXISTS (SELECT FROM ai_session_action a WHERE a.session_id = s.id AND a.state = 'Queued'
            AND a.date_created < now() - make_interval(days => ${days}::int))`,
        ])}
        LIMIT ${limit}::int) AS overdue`,
  );
