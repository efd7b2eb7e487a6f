import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { equals, where } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';

/** Marks the mentions of a user as seen that they have not seen yet: on one session, or on all. */
export const updateMentionsSeen = (userId: string, sessionId: string | undefined) =>
  statement(
    { commentId: text },
    Prisma.sql`
      UPDATE ai_mention m SET date_seen = now()
      FROM ai_session_comment c
      ${where([
        Prisma.sql`m.user_id = ${userId} AND m.date_seen IS NULL AND c.id = m.comment_id`,
        ...equals(Prisma.sql`c.session_id`, sessionId),
      ])}
      RETURNING m.comment_id AS "commentId"`,
  );
