import { Prisma } from '../../generated/prisma/client.ts';
import { oneOf, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Marks the digests that are due as sent, so that nobody else sends them, and tells to whom they go. */
export const claimDigests = () =>
  statement(
    { emailAddress: text, frequency: oneOf<'Hourly' | 'Daily' | 'Weekly'>() },
    Prisma.sql`
      UPDATE ai_digest d SET date_sent = now()
      FROM user_account u
      WHERE u.id = d.user_id AND NOT u.disabled AND 'SystemAdministrator' = ANY(u.roles) AND d.frequency <> 'Never'
        AND (d.date_sent IS NULL OR d.date_sent <= now() - CASE d.frequency
          WHEN 'Hourly' THEN interval '1 hour' WHEN 'Daily' THEN interval '1 day' ELSE interval '7 days' END)
      RETURNING u.email_address AS "emailAddress", d.frequency`,
  );
