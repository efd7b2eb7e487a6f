import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { type ActionChange, heldSession, IS_OPEN } from './held-session.ts';

/**
 * Settles an action in doubt, or one that failed and may have taken effect all the same. What a program says did not take
 * effect may be done twice: where a person has to accept, one has to again.
 */
export const updateActionSettled = (
  scope: AccountScope,
  change: ActionChange & {
    readonly state: 'Applied' | 'Failed';
    readonly note: string;
    readonly outcome: string;
    /** Whether whoever settles has signed in without any API key. */
    readonly asPerson: boolean;
  },
) =>
  statement(
    { id: text },
    Prisma.sql`
      WITH ${heldSession(scope, change)}
      UPDATE ai_session_action a
      SET state = ${change.state}, reason = ${change.note}, judged_by = ${change.by.userName}, date_judged = now(),
        may_have_taken_effect = false, repeat_accepted = false, outcome = ${change.outcome},
        accepted_as = CASE WHEN ${change.asPerson || change.state === 'Applied'}::boolean OR a.accepted_as IS NULL
          THEN a.accepted_as ELSE 'ApiKey' END
      FROM held, audit_as(${auditText(change.by)})
      WHERE a.session_id = held.id AND a.id = ${change.actionId}
        AND (a.state = 'InDoubt' AND held.state <> 'Applying' OR a.may_have_taken_effect AND ${IS_OPEN})
      RETURNING a.id`,
  );
