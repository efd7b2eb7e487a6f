import { Prisma } from '../../generated/prisma/client.ts';

/**
 * The CTE `marked`, which brings the actions of steps to where those stand: of `steps`, rows with action_id, state,
 * outcome and may_have_taken_effect. All of them are one statement, so that the version of the session grows by one.
 */
export const markedActions = (steps: Prisma.Sql, auditContext: string) => Prisma.sql`
  marked AS (
    UPDATE ai_session_action a
    SET outcome = m.outcome,
      state = CASE WHEN m.state <> 'Queued' THEN m.state WHEN a.accepted THEN 'Accepted' ELSE 'Queued' END,
      reason = CASE m.state WHEN 'Returned' THEN m.outcome ELSE a.reason END,
      may_have_taken_effect = m.state <> 'Applied' AND (a.may_have_taken_effect OR m.may_have_taken_effect),
      repeat_accepted = a.repeat_accepted AND m.state IN ('Queued', 'Running')
    FROM (${steps}) m, audit_as(${auditContext})
    WHERE a.id = m.action_id
    RETURNING a.id)`;
