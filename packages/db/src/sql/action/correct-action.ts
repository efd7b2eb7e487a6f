import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { type ActionChange, heldSession, IS_OPEN } from './held-session.ts';

/** Corrects an action that is open: what is null stays, and what it was is kept beside it. */
export const updateActionCorrected = (
  scope: AccountScope,
  change: ActionChange & { readonly arguments: string | null; readonly description: string | null },
) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH ${heldSession(scope, change)}
      UPDATE ai_session_action a
      SET arguments = coalesce(${change.arguments}, a.arguments), state = 'Queued', accepted = false,
        repeat_accepted = false, reason = NULL, judged_by = NULL, date_judged = NULL,
        description = CASE WHEN ${change.description}::text IS NULL THEN a.description
          ELSE nullif(${change.description}, '') END,
        earlier_versions = a.earlier_versions || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
          'arguments', a.arguments, 'description', a.description,
          'dateReplaced', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'replacedBy', ${change.by.userName}::text)))
      FROM held, audit_as(${auditText(change.by)})
      WHERE a.session_id = held.id AND a.id = ${change.actionId} AND ${IS_OPEN}
      RETURNING a.id`,
  );
