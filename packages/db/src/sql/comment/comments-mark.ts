import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Names the comments of a session as they are: another name means that one was added, changed or removed. */
export const commentsMark = (sessionId: string) =>
  statement(
    { mark: text },
    Prisma.sql`
      SELECT concat_ws('.', count(*), sum(version), max(id)) AS mark
      FROM ai_session_comment WHERE session_id = ${sessionId}`,
  );
