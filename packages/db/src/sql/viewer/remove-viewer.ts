import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Says that somebody has closed a session, and tells those who have it open. */
export const deleteViewer = (id: string) =>
  statement(
    { notified: text },
    Prisma.sql`
      DELETE FROM ai_session_viewer WHERE id = ${id}
      RETURNING pg_notify('ai_session', session_id)::text AS notified`,
  );
