import { Prisma } from '../../generated/prisma/client.ts';
import { nullable, text, textArray } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/**
 * Finds by which e-mail addresses a user is or was known: the latest, and all of them, in lower case. Those that are another
 * user's by now are left out.
 */
export const selectPerson = (userId: string) =>
  statement(
    { latest: nullable(text), names: textArray },
    Prisma.sql`
      WITH known (name, at) AS (
        SELECT email_address, now() FROM user_account WHERE id = ${userId}
        UNION ALL
        SELECT user_name, date_created FROM audit_event WHERE user_id = ${userId} AND refusal IS NULL
        UNION ALL
        SELECT v.address, date_created FROM audit_event,
          LATERAL (VALUES (changes#>>'{email_address,0}'), (changes#>>'{email_address,1}')) AS v (address)
        WHERE entity_type = 'User' AND entity_id = ${userId}),
      addresses AS (
        SELECT lower(name) AS name, at FROM known
        WHERE name LIKE '%@%' AND name NOT LIKE '%@erased.invalid' AND NOT EXISTS (
          SELECT FROM user_account u WHERE u.id <> ${userId} AND u.email_address = lower(known.name)))
      SELECT (SELECT name FROM addresses ORDER BY at DESC LIMIT 1) AS latest,
        ARRAY(SELECT DISTINCT name FROM addresses ORDER BY name) AS names`,
  );
