import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, nullable, text, textArray } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { CALLER_COLUMNS, SELECT_CALLER } from './columns.ts';

const AGENT_GRANT_COLUMNS = {
  agentGrantId: text,
  issuer: nullable(text),
  clientId: text,
  clientName: text,
  grantAccountIds: textArray,
  grantStopped: boolean,
  grantStopReason: nullable(text),
  unmarked: boolean,
};

/** Finds a user by a grant of theirs that is neither revoked nor expired. */
export const selectCallerByAgentGrant = (id: string) =>
  statement(
    { ...CALLER_COLUMNS, ...AGENT_GRANT_COLUMNS },
    Prisma.sql`
      SELECT ${SELECT_CALLER}, g.id AS "agentGrantId", g.issuer, g.client_id AS "clientId", g.client_name AS "clientName",
        g.account_ids AS "grantAccountIds", g.stopped AS "grantStopped", g.stop_reason AS "grantStopReason",
        (g.date_last_used IS NULL OR g.date_last_used < now() - interval '1 minute') AS unmarked
      FROM agent_grant g JOIN user_account u ON u.id = g.user_id
      WHERE g.id = ${id} AND g.date_revoked IS NULL AND (g.date_expires IS NULL OR g.date_expires > now())`,
  );
