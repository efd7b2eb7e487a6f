import { Prisma } from '../../generated/prisma/client.ts';
import { instant, nullable, text, textArray } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Finds the grants of a user that have not ended, newest first. */
export const selectAgentGrants = (userId: string, limit: number) =>
  statement(
    {
      id: text,
      userId: text,
      issuer: nullable(text),
      clientId: text,
      clientName: text,
      clientHost: nullable(text),
      accountIds: textArray,
      dateCreated: instant,
      dateLastUsed: nullable(instant),
      dateExpires: nullable(instant),
    },
    Prisma.sql`
      SELECT id, user_id AS "userId", issuer, client_id AS "clientId", client_name AS "clientName",
        client_host AS "clientHost", account_ids AS "accountIds", date_created AS "dateCreated",
        date_last_used AS "dateLastUsed", date_expires AS "dateExpires"
      FROM agent_grant
      WHERE user_id = ${userId} AND date_revoked IS NULL AND (date_expires IS NULL OR date_expires > now())
      ORDER BY id DESC LIMIT ${limit}`,
  );
