import { Prisma } from '../../generated/prisma/client.ts';
import { nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Marks the mentions of some users as told by e-mail that they have neither seen nor been told of, and gives them. */
export const takeMentions = (userIds: readonly string[]) =>
  statement(
    { userId: text, commentId: text, sessionId: text, purpose: nullable(text), text, by: text },
    Prisma.sql`
      UPDATE ai_mention m SET date_mailed = now()
      FROM ai_session_comment c, ai_session s
      WHERE m.user_id = ANY(${[...userIds]}::text[]) AND m.date_seen IS NULL AND m.date_mailed IS NULL
        AND c.id = m.comment_id AND s.id = c.session_id AND NOT s.discarded
      RETURNING m.user_id AS "userId", c.id AS "commentId", s.id AS "sessionId", s.purpose, c.text, c.created_by AS by`,
  );
