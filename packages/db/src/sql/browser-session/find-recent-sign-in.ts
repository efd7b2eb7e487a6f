import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Finds a browser session that has not ended and was opened within so many seconds, by the clock of the database. */
export const selectRecentSignIn = (browserSessionId: string, withinSeconds: number) =>
  statement(
    { id: text },
    Prisma.sql`
      SELECT id FROM browser_session
      WHERE id = ${browserSessionId} AND date_revoked IS NULL AND date_expires > now()
        AND date_created > now() - make_interval(secs => ${withinSeconds}::int)`,
  );
