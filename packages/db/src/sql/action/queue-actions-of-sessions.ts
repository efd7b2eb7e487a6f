import type { AccountScope } from '../../access/account-scope.ts';
import { auditTextBySession, credentialOf } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { normal } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';
import { isAsGiven } from '../session/session-change.ts';
import type { QueuedActions } from './queue-actions.ts';

/** Actions to queue in a session of several. */
export interface QueuedInScope extends QueuedActions {
  readonly scope: AccountScope;
}

/**
 * Inserts actions of several sessions, each named once, after those that are there: of each session all or none, but for
 * those that it has already where they are to be queued once. Sessions that are not as their callers have read them, have
 * no room or are being changed by others are left out: nobody waits for one of them.
 *
 * What a session has already is what the statement sees, which is how things were when it began. A session that was
 * changed after that and before it was held is left out as well, where that matters: its version tells.
 */
export const insertActionsOfSessions = (queued: readonly QueuedInScope[]) => {
  const requests = JSON.stringify(
    queued.map(({ by, scope, ...of }, position) => ({
      position,
      by: by.userName,
      by_user: by.userId,
      by_key: credentialOf(by),
      session_id: of.sessionId,
      scope: scope === 'all' ? null : scope,
      versions: of.versions,
      function_names: of.functionNames,
      arguments: of.arguments,
      arguments_hashes: of.argumentsHashes,
      descriptions: of.descriptions,
      once: of.once,
      trace_parent: of.traceParent,
      trace_state: of.traceState,
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
          json_to_recordset(${requests}::json) AS g (position int, by text, by_user text, by_key text, session_id text,
            scope text[], versions int[], function_names text[], arguments text[], arguments_hashes text[],
            descriptions text[], once boolean, trace_parent text, trace_state text, maximum_actions int, maximum_bytes int)
      ), held AS (
        SELECT given.position, s.id, s.version FROM given CROSS JOIN LATERAL (
          SELECT s.id, s.version FROM ai_session s
          WHERE ${isAsGiven(Prisma.sql`given.session_id`)}
          FOR NO KEY UPDATE SKIP LOCKED) AS s
      ), fitting AS (
        SELECT held.id, given.*
        FROM held JOIN given USING (position)
        WHERE (NOT given.once OR held.version = (SELECT seen.version FROM ai_session seen WHERE seen.id = held.id))
          AND (
            SELECT count(*) <= given.maximum_actions
              AND coalesce(sum(octet_length(x.arguments) + coalesce(octet_length(x.description), 0)), 0)
                <= given.maximum_bytes
            FROM ai_session_action x WHERE x.session_id = held.id)
      ), queued AS (
        INSERT INTO ai_session_action (session_id, function_name, arguments, arguments_hash, description, created_by,
          created_by_user_id, created_by_key_id, trace_parent, trace_state)
        SELECT fitting.id, p.function_name, p.arguments, p.arguments_hash, p.description, fitting.by, fitting.by_user,
          fitting.by_key, fitting.trace_parent, fitting.trace_state
        FROM fitting,
          unnest(fitting.function_names, fitting.arguments, fitting.arguments_hashes, fitting.descriptions)
            WITH ORDINALITY AS p (function_name, arguments, arguments_hash, description, position)
        WHERE NOT fitting.once OR NOT EXISTS (
          SELECT FROM ai_session_action x
          WHERE x.session_id = fitting.id
            AND ${normal(Prisma.sql`x.function_name`)} = ${normal(Prisma.sql`p.function_name`)}
            AND p.arguments_hash IN (x.arguments_hash, x.proposed_hash))
        ORDER BY fitting.position, p.position
      )
      SELECT id AS "sessionId" FROM fitting`,
  );
};
