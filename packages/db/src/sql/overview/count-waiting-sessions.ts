import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { allOf, isInScope } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';
import { isWaiting } from '../session/is-waiting.ts';

/** Counts the sessions with actions that nobody has judged, up to so many. */
export const countWaitingSessions = (scope: AccountScope, limit: number) =>
  statement(
    { sessions: int },
    Prisma.sql`
      SELECT count(*)::int AS sessions FROM (
        SELECT FROM ai_session s
        WHERE ${allOf([...isWaiting(true), ...isInScope(Prisma.sql`s.account_id`, scope)])}
        LIMIT ${limit}) s`,
  );
