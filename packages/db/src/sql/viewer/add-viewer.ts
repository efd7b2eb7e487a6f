import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { VIEWER_LIFETIME } from './lifetime.ts';

/** Somebody who has opened a session, on a page that a process serves. */
export interface NewViewer {
  readonly sessionId: string;
  readonly userId: string;
  readonly holder: string;
}

/** Says that somebody has opened a session, and tells those who have it open. */
export const insertViewer = ({ sessionId, userId, holder }: NewViewer) =>
  statement(
    { id: text, notified: text },
    Prisma.sql`
      INSERT INTO ai_session_viewer (session_id, user_id, holder, seen_until)
      VALUES (${sessionId}, ${userId}, ${holder}, now() + ${VIEWER_LIFETIME})
      RETURNING id, pg_notify('ai_session', session_id)::text AS notified`,
  );
