import type { AccountScope } from '../../access/account-scope.ts';
import { type Actor, auditText, credentialOf } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import type { Versions } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';
import { heldSession } from './held-session.ts';

/** Actions to queue, and what the session may hold before they are. */
export interface QueuedActions {
  readonly sessionId: string;
  readonly versions?: Versions;
  /** One of each an action, in the order of the actions. */
  readonly functionNames: string[];
  readonly arguments: string[];
  readonly argumentsHashes: (string | null)[];
  readonly descriptions: (string | null)[];
  /** Where in a trace they were proposed. */
  readonly traceParent: string | null;
  readonly traceState: string | null;
  /** Whether those are left out that the session has already, in whichever state. */
  readonly once: boolean;
  readonly maximumActions: number;
  readonly maximumBytes: number;
  readonly by: Actor;
}

/**
 * Inserts actions after those that are there, whether they are there already or not; none when the session has no room
 * for all of them.
 */
export const insertActions = (scope: AccountScope, queued: QueuedActions) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH ${heldSession(scope, queued)}
      INSERT INTO ai_session_action (session_id, function_name, arguments, arguments_hash, description, created_by,
        created_by_user_id, created_by_key_id, trace_parent, trace_state)
      SELECT held.id, p.function_name, p.arguments, p.arguments_hash, p.description, ${queued.by.userName},
        ${queued.by.userId ?? null}, ${credentialOf(queued.by) ?? null}, ${queued.traceParent}, ${queued.traceState}
      FROM held, audit_as(${auditText(queued.by)}),
        unnest(${queued.functionNames}::text[], ${queued.arguments}::text[], ${queued.argumentsHashes}::text[],
          ${queued.descriptions}::text[])
          WITH ORDINALITY AS p (function_name, arguments, arguments_hash, description, position)
      WHERE (
        SELECT count(*) <= ${queued.maximumActions}::int
          AND coalesce(sum(octet_length(x.arguments) + coalesce(octet_length(x.description), 0)), 0)
            <= ${queued.maximumBytes}::int
        FROM ai_session_action x WHERE x.session_id = held.id)
      ORDER BY p.position
      RETURNING id`,
  );
