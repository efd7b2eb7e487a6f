import { Prisma } from '../../generated/prisma/client.ts';
import { oneOf, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Marks the digests that are due as sent, so that nobody else sends them, and tells to whom they go. Without anything that
 * waits they are due to those only whom a comment mentions.
 */
export const claimDigests = (anythingWaits: boolean) =>
  statement(
    { userId: text, emailAddress: text, frequency: oneOf<'Hourly' | 'Daily' | 'Weekly'>() },
    Prisma.sql`
      UPDATE ai_digest d SET date_sent = now()
      FROM user_account u
      WHERE u.id = d.user_id AND NOT u.disabled AND 'SystemAdministrator' = ANY(u.roles) AND d.frequency <> 'Never'
        AND (d.date_sent IS NULL OR d.date_sent <= now() - CASE d.frequency
          WHEN 'Hourly' THEN interval '1 hour' WHEN 'Daily' THEN interval '1 day' ELSE interval '7 days' END)
        AND (${anythingWaits}::boolean OR EXISTS (
          SELECT FROM ai_mention m JOIN ai_session_comment c ON c.id = m.comment_id JOIN ai_session s ON s.id = c.session_id
          WHERE m.user_id = u.id AND m.date_seen IS NULL AND m.date_mailed IS NULL AND NOT s.discarded))
      RETURNING u.id AS "userId", u.email_address AS "emailAddress", d.frequency`,
  );
