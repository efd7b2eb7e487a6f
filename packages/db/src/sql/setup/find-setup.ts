import { Prisma } from '../../generated/prisma/client.ts';
import { boolean, int, nullable, text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Tells what there is in this installation, demo data apart. */
export const selectSetup = () =>
  statement(
    {
      accountId: nullable(text),
      accountName: nullable(text),
      hasKey: boolean,
      sessionId: nullable(text),
      demoAccounts: int,
      demoSessions: int,
    },
    Prisma.sql`
      SELECT first.id AS "accountId", first.name AS "accountName",
        (EXISTS (SELECT FROM api_key) OR EXISTS (SELECT FROM agent_grant)) AS "hasKey",
        (SELECT s.id FROM ai_session s
          WHERE NOT EXISTS (SELECT FROM ai_demo_record d WHERE d.id = s.id) ORDER BY s.id LIMIT 1) AS "sessionId",
        (SELECT count(*) FROM ai_demo_record d JOIN account a ON a.id = d.id)::int AS "demoAccounts",
        (SELECT count(*) FROM ai_demo_record d JOIN ai_session s ON s.id = d.id)::int AS "demoSessions"
      FROM (SELECT) AS one LEFT JOIN LATERAL (
        SELECT a.id, a.name FROM account a
        WHERE NOT EXISTS (SELECT FROM ai_demo_record d WHERE d.id = a.id) ORDER BY a.id LIMIT 1) AS first ON true`,
  );
