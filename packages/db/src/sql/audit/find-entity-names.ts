import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** What the records with these ids are called now, whatever they are: ids of different kinds never meet. */
export const selectEntityNames = (ids: string[]) =>
  statement(
    { id: text, name: text },
    Prisma.sql`
      SELECT id, left(name, 200) AS name FROM (
        SELECT id, purpose AS name FROM ai_session
        UNION ALL SELECT id, name FROM account
        UNION ALL SELECT id, name FROM ai_function
        UNION ALL SELECT id, email_address FROM user_account
        UNION ALL SELECT id, name FROM api_key
        UNION ALL SELECT id, client_name FROM agent_grant
        UNION ALL SELECT id, url FROM ai_webhook
        UNION ALL SELECT id, name FROM ai_view) AS records
      WHERE id = ANY(${ids}::text[]) AND name <> ''`,
  );
