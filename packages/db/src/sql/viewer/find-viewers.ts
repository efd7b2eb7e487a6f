import { Prisma } from '../../generated/prisma/client.ts';
import { nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Reads which users have a session open, each once, but for one. */
export const selectViewers = (sessionId: string, exceptUserId: string) =>
  statement(
    { emailAddress: text, firstName: nullable(text), lastName: nullable(text) },
    Prisma.sql`
      SELECT u.email_address AS "emailAddress", u.first_name AS "firstName", u.last_name AS "lastName"
      FROM user_account u
      WHERE u.id <> ${exceptUserId} AND u.id IN (
        SELECT v.user_id FROM ai_session_viewer v WHERE v.session_id = ${sessionId} AND v.seen_until > now())
      ORDER BY u.email_address`,
  );
