import type { AccountScope } from '../../access/account-scope.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { isInScope, where } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';

/** Counts the mentions of a user that they have not seen, but for those on discarded sessions, up to a limit. */
export const countUnseenMentions = (scope: AccountScope, userId: string, limit: number) =>
  statement(
    { mentions: int },
    Prisma.sql`
      SELECT count(*)::int AS mentions FROM (
        SELECT FROM ai_mention m JOIN ai_session_comment c ON c.id = m.comment_id JOIN ai_session s ON s.id = c.session_id
        ${where([
          Prisma.sql`m.user_id = ${userId} AND m.date_seen IS NULL AND NOT s.discarded`,
          ...isInScope(Prisma.sql`s.account_id`, scope),
        ])}
        LIMIT ${limit}::int) AS unseen`,
  );
