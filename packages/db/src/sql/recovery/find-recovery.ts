import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Finds the user whose password a token may set. */
export const selectRecovery = (tokenHash: Uint8Array<ArrayBuffer>) =>
  statement(
    { userId: text, emailAddress: text },
    Prisma.sql`
      SELECT u.id AS "userId", u.email_address AS "emailAddress"
      FROM password_recovery r JOIN user_account u ON u.id = r.user_id
      WHERE r.token_hash = ${tokenHash} AND r.date_expires > now() AND NOT u.disabled`,
  );
