import type { AccountScope } from '../../access/account-scope.ts';
import { auditTextBySession } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import type { QueuedActions } from './queue-actions.ts';

/** Actions to queue in a session of several. */
export interface QueuedInScope extends QueuedActions {
  readonly scope: AccountScope;
}

/**
 * Inserts actions of several sessions, each named once, after those that are there: of each session all or none. Those
 * that are not as their callers have read them, have no room or are being changed by others are left out: nobody waits
 * for one of them.
 */
export const insertActionsOfSessions = (queued: readonly QueuedInScope[]) => {
  const requests = JSON.stringify(
    queued.map(({ by, scope, ...of }, position) => ({
      position,
      by: by.userName,
      session_id: of.sessionId,
      scope: scope === 'all' ? null : scope,
      versions: of.versions,
      function_names: of.functionNames,
      arguments: of.arguments,
      descriptions: of.descriptions,
      maximum_actions: of.maximumActions,
      maximum_bytes: of.maximumBytes,
    })),
  );
  const contexts = auditTextBySession(queued.map(({ sessionId, by }) => [sessionId, by]));
  return statement(
    { sessionId: text },
    Prisma.sql`
      WITH given AS (
        SELECT g.* FROM audit_as(${contexts}),
          json_to_recordset(${requests}::json) AS g (position int, by text, session_id text, scope text[], versions int[],
            function_names text[], arguments text[], descriptions text[], maximum_actions int, maximum_bytes int)
      ), held AS (
        SELECT given.position, s.id FROM given CROSS JOIN LATERAL (
          SELECT s.id FROM ai_session s
          WHERE s.id = given.session_id AND NOT s.discarded
            AND (given.scope IS NULL OR s.account_id = ANY(given.scope))
            AND (given.versions IS NULL OR s.version = ANY(given.versions))
          FOR NO KEY UPDATE SKIP LOCKED) AS s
      ), queued AS (
        INSERT INTO ai_session_action (session_id, function_name, arguments, description, created_by)
        SELECT held.id, p.function_name, p.arguments, p.description, given.by
        FROM held JOIN given USING (position),
          unnest(given.function_names, given.arguments, given.descriptions)
            WITH ORDINALITY AS p (function_name, arguments, description, position)
        WHERE (
          SELECT count(*) <= given.maximum_actions
            AND coalesce(sum(octet_length(x.arguments) + coalesce(octet_length(x.description), 0)), 0)
              <= given.maximum_bytes
          FROM ai_session_action x WHERE x.session_id = held.id)
        ORDER BY given.position, p.position
        RETURNING session_id
      )
      SELECT DISTINCT session_id AS "sessionId" FROM queued`,
  );
};
