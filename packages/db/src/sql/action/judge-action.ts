import type { ActionState } from '@ai-sessions/contract';
import type { AccountScope } from '../../access/account-scope.ts';
import { auditText } from '../../access/actor.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';
import { type ActionChange, heldSession, IS_OPEN } from './held-session.ts';

/** Judges an action that is open; to queue it again takes a judgement back. */
export const updateActionJudged = (
  scope: AccountScope,
  change: ActionChange & {
    readonly judgement: ActionState;
    readonly reason: string | null;
    /** Whether whoever judges has signed in without any API key. */
    readonly asPerson: boolean;
    /** Names what its function does. */
    readonly functionDigest: string | null;
  },
) => {
  const isAccepted = change.judgement === 'Accepted';
  const isJudged = change.judgement !== 'Queued';
  return statement(
    { id: text },
    Prisma.sql`
      WITH ${heldSession(scope, change)}
      UPDATE ai_session_action a
      SET state = ${change.judgement}, accepted = ${isAccepted}, repeat_accepted = ${isAccepted},
        accepted_by_user_id = ${isAccepted ? (change.by.userId ?? null) : null},
        accepted_as = ${isAccepted ? acceptedAs(change) : null},
        accepted_function = ${isAccepted ? change.functionDigest : null},
        reason = ${change.reason}, judged_by = ${isJudged ? change.by.userName : null},
        date_judged = CASE WHEN ${isJudged}::boolean THEN now() END
      FROM held, audit_as(${auditText(change.by)})
      WHERE a.session_id = held.id AND a.id = ${change.actionId} AND ${IS_OPEN}
      RETURNING a.id`,
  );
};

const acceptedAs = ({ asPerson }: { readonly asPerson: boolean }) => (asPerson ? 'Person' : 'ApiKey');
