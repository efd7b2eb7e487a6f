import { Prisma } from '../../generated/prisma/client.ts';
import { instant, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { CALLER_COLUMNS, SELECT_CALLER } from './columns.ts';

/** Finds a user by the id or the token of a browser session of theirs that has not ended. */
export const selectCallerByBrowserSession = (
  session: { readonly id: string } | { readonly tokenHash: Uint8Array<ArrayBuffer> },
) =>
  statement(
    { ...CALLER_COLUMNS, browserSessionId: text, dateSignedIn: instant },
    Prisma.sql`
      SELECT ${SELECT_CALLER}, b.id AS "browserSessionId", b.date_created AS "dateSignedIn"
      FROM browser_session b JOIN user_account u ON u.id = b.user_id
      WHERE ${'id' in session ? Prisma.sql`b.id = ${session.id}` : Prisma.sql`b.token_hash = ${session.tokenHash}`}
        AND b.date_revoked IS NULL AND b.date_expires > now()`,
  );
