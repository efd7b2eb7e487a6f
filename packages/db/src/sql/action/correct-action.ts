import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { normal } from '../../statement/conditions.ts';
import { statement } from '../../statement/statement.ts';
import { type ActionChange, heldSession, isCorrectable } from './held-session.ts';

/** A correction: what is null stays. */
export interface ActionCorrection extends ActionChange {
  readonly arguments: string | null;
  /** Of the arguments that are given. */
  readonly argumentsHash: string | null;
  readonly description: string | null;
  readonly traceParent: string | null;
  /** Goes with the traceparent. */
  readonly traceState: string | null;
}

/**
 * Corrects an action that can be: what it was is kept beside it. An agent says anew what it proposes, and not what
 * another action of the session stands for already; what others correct keeps what was proposed.
 */
export const updateActionCorrected = (scope: AccountScope, change: ActionCorrection) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH ${heldSession(scope, change)}
      UPDATE ai_session_action a
      SET arguments = coalesce(${change.arguments}, a.arguments),
        arguments_hash = coalesce(${change.argumentsHash}, a.arguments_hash),
        trace_parent = coalesce(${change.traceParent}, a.trace_parent),
        trace_state = CASE WHEN ${change.traceParent}::text IS NULL THEN a.trace_state ELSE ${change.traceState} END,
        proposed_hash = ${proposedHash(change)}, state = 'Queued', accepted = false,
        accepted_by_user_id = NULL, accepted_as = NULL, accepted_function = NULL,
        corrected_by_user_ids = ${corrected(change)}, repeat_accepted = false,
        reason = NULL, judged_by = NULL, date_judged = NULL,
        description = CASE WHEN ${change.description}::text IS NULL THEN a.description
          ELSE nullif(${change.description}, '') END,
        earlier_versions = a.earlier_versions || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
          'arguments', a.arguments, 'description', a.description, 'state', a.state, 'reason', a.reason,
          'dateReplaced', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'replacedBy', ${change.by.userName}::text)))
      FROM held, audit_as(${auditText(change.by)})
      WHERE a.session_id = held.id AND a.id = ${change.actionId} AND ${isCorrectable(change)}${isNoOther(change)}
      RETURNING a.id`,
  );

/** Everybody who corrected it, once each. */
function corrected({ by: { userId } }: ActionCorrection): Prisma.Sql {
  if (userId === undefined) return Prisma.sql`a.corrected_by_user_ids`;
  return Prisma.sql`array_append(array_remove(a.corrected_by_user_ids, ${userId}::text), ${userId}::text)`;
}

function proposedHash({ argumentsHash, asAgent }: ActionCorrection): Prisma.Sql {
  if (argumentsHash === null) return Prisma.sql`a.proposed_hash`;
  return asAgent ? Prisma.sql`NULL` : Prisma.sql`coalesce(a.proposed_hash, a.arguments_hash)`;
}

/** That what an agent says anew is not what another action of the session stands for. */
function isNoOther({ argumentsHash, asAgent }: ActionCorrection): Prisma.Sql {
  if (!asAgent || argumentsHash === null) return Prisma.empty;
  return Prisma.sql` AND NOT EXISTS (
    SELECT FROM ai_session_action x
    WHERE x.session_id = held.id AND x.id <> a.id
      AND ${normal(Prisma.sql`x.function_name`)} = ${normal(Prisma.sql`a.function_name`)}
      AND ${argumentsHash} IN (x.arguments_hash, x.proposed_hash))`;
}
