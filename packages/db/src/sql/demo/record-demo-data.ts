import { Prisma } from '../../generated/prisma/client.ts';
import { int } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** Remembers accounts that were just added, with their sessions and actions, as what can be removed again. */
export const recordDemoData = (accountIds: string[]) =>
  statement(
    { recorded: int },
    Prisma.sql`
      WITH sessions AS (SELECT id FROM ai_session WHERE account_id = ANY(${accountIds}::text[])),
        recorded AS (
          INSERT INTO ai_demo_record (id, kind)
          SELECT id, 'Account' FROM unnest(${accountIds}::text[]) AS id
          UNION ALL SELECT id, 'AISession' FROM sessions
          UNION ALL SELECT a.id, 'AISessionAction' FROM ai_session_action a JOIN sessions s ON s.id = a.session_id
          RETURNING id)
      SELECT count(*)::int AS recorded FROM recorded`,
  );
