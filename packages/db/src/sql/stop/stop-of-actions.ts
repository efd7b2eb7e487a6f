import { Prisma } from '../../generated/prisma/client.ts';
import { text } from '../../statement/column.ts';
import { statement } from '../../statement/statement.ts';

/** That an account `a`, or whoever has queued an action `x` with the key `k`, with the grant `g` or as the user `u`, is stopped, in words. */
const ACCOUNT_STOPPED = Prisma.sql`'applying is stopped for the account' || coalesce(': ' || a.stop_reason, '')`;
const KEY_STOPPED = Prisma.sql`'the agent “' || k.name || '” is stopped' || coalesce(': ' || k.stop_reason, '')`;
const GRANT_STOPPED = Prisma.sql`'the agent “' || g.client_name || '” is stopped' || coalesce(': ' || g.stop_reason, '')`;
const USER_STOPPED = Prisma.sql`'the agent ' || u.email_address || ' is stopped' || coalesce(': ' || u.stop_reason, '')`;

/** That a user `u` has queued an action `x`. Of actions from before that was kept only the e-mail address is known. */
const QUEUED_IT = Prisma.sql`(u.id = x.created_by_user_id
  OR x.created_by_user_id IS NULL AND u.email_address = x.created_by)`;

/**
 * An expression that says why an action of an account may not be carried out; null when it may. It locks what it looks
 * at: a statement that had to wait would see the stops as they were before.
 */
export const whyStopped = (accountId: Prisma.Sql, actionId: string) => Prisma.sql`coalesce(
  (SELECT ${ACCOUNT_STOPPED} FROM account a WHERE a.id = ${accountId} AND a.stopped FOR SHARE OF a),
  (SELECT ${KEY_STOPPED} FROM ai_session_action x JOIN api_key k ON k.id = x.created_by_key_id
    WHERE x.id = ${actionId} AND k.stopped FOR SHARE OF k),
  (SELECT ${GRANT_STOPPED} FROM ai_session_action x JOIN agent_grant g ON g.id = x.created_by_key_id
    WHERE x.id = ${actionId} AND g.stopped FOR SHARE OF g),
  (SELECT ${USER_STOPPED} FROM ai_session_action x JOIN user_account u ON ${QUEUED_IT}
    WHERE x.id = ${actionId} AND u.stopped FOR SHARE OF u))`;

/** Says why actions of an account may not be carried out; null when they may. */
export const selectStopOfActions = (accountId: string | null, actionIds: readonly string[]) =>
  statement(
    { reason: text },
    Prisma.sql`
      SELECT ${ACCOUNT_STOPPED} AS reason FROM account a WHERE a.id = ${accountId} AND a.stopped
      UNION ALL
      SELECT ${KEY_STOPPED} FROM ai_session_action x JOIN api_key k ON k.id = x.created_by_key_id
      WHERE x.id = ANY(${[...actionIds]}::text[]) AND k.stopped
      UNION ALL
      SELECT ${GRANT_STOPPED} FROM ai_session_action x JOIN agent_grant g ON g.id = x.created_by_key_id
      WHERE x.id = ANY(${[...actionIds]}::text[]) AND g.stopped
      UNION ALL
      SELECT ${USER_STOPPED} FROM ai_session_action x JOIN user_account u ON ${QUEUED_IT}
      WHERE x.id = ANY(${[...actionIds]}::text[]) AND u.stopped
      LIMIT 1`,
  );
