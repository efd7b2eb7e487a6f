import { Prisma } from '../../generated/prisma/client.ts';
import { instant, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Finds the browser sessions of a user that have not ended, newest first. */
export const selectOpenBrowserSessions = (userId: string, limit: number) =>
  statement(
    {
      id: text,
      userId: text,
      dateCreated: instant,
      dateExpires: instant,
      address: nullable(text),
      userAgent: nullable(text),
    },
    Prisma.sql`
      SELECT id, user_id AS "userId", date_created AS "dateCreated", date_expires AS "dateExpires", address,
        user_agent AS "userAgent"
      FROM browser_session
      WHERE user_id = ${userId} AND date_revoked IS NULL AND date_expires > now()
      ORDER BY id DESC LIMIT ${limit}`,
  );
