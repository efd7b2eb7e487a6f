import { Prisma } from '../../generated/prisma/client.ts';
import { nullable, oneOf, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** When a digest is tried again that was not sent: first after 2 minutes, then each time later, at last every 4 hours. */
const AGAIN = Prisma.sql`now() + interval '2 minutes' * power(5, least(d.attempts, 3))`;

/**
 * Claims the digests that are due, so that nobody else sends them for a while, and tells to whom they go: to a webhook that
 * is enabled, or by e-mail where the service sends any. Without anything that waits they are due to those only whom a comment
 * mentions.
 */
export const claimDigests = ({
  anythingWaits,
  byMail,
}: {
  readonly anythingWaits: boolean;
  readonly byMail: boolean;
}) =>
  statement(
    {
      userId: text,
      emailAddress: text,
      frequency: oneOf<'Hourly' | 'Daily' | 'Weekly'>(),
      webhookId: nullable(text),
    },
    Prisma.sql`
      UPDATE ai_digest d SET attempts = d.attempts + 1, date_next_attempt = ${AGAIN}
      FROM user_account u, ai_digest given LEFT JOIN ai_webhook w ON w.id = given.webhook_id AND w.enabled
      WHERE given.user_id = d.user_id AND u.id = d.user_id AND NOT u.disabled AND 'SystemAdministrator' = ANY(u.roles)
        AND d.frequency <> 'Never' AND (w.id IS NOT NULL OR ${byMail}::boolean)
        AND (d.date_next_attempt IS NULL OR d.date_next_attempt <= now())
        AND (d.date_sent IS NULL OR d.date_sent <= now() - CASE d.frequency
          WHEN 'Hourly' THEN interval '1 hour' WHEN 'Daily' THEN interval '1 day' ELSE interval '7 days' END)
        AND (${anythingWaits}::boolean OR EXISTS (
          SELECT FROM ai_mention m JOIN ai_session_comment c ON c.id = m.comment_id JOIN ai_session s ON s.id = c.session_id
          WHERE m.user_id = u.id AND m.date_seen IS NULL AND m.date_mailed IS NULL AND NOT s.discarded))
      RETURNING u.id AS "userId", u.email_address AS "emailAddress", d.frequency, w.id AS "webhookId"`,
  );
