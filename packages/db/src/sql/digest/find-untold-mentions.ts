import { Prisma } from '../../generated/prisma/client.ts';
import { instant, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Reads the mentions of some users that they have neither seen nor been told of, oldest first. */
export const selectUntoldMentions = (userIds: readonly string[]) =>
  statement(
    {
      userId: text,
      id: text,
      sessionId: text,
      purpose: nullable(text),
      accountId: nullable(text),
      accountName: nullable(text),
      text,
      by: text,
      date: instant,
    },
    Prisma.sql`
      SELECT m.user_id AS "userId", c.id, s.id AS "sessionId", s.purpose, s.account_id AS "accountId",
        a.name AS "accountName", c.text, c.created_by AS by, m.date_created AS date
      FROM ai_mention m JOIN ai_session_comment c ON c.id = m.comment_id JOIN ai_session s ON s.id = c.session_id
        LEFT JOIN account a ON a.id = s.account_id
      WHERE m.user_id = ANY(${[...userIds]}::text[]) AND m.date_seen IS NULL AND m.date_mailed IS NULL AND NOT s.discarded
      ORDER BY c.id`,
  );
