import { type AccountScope, scoped } from './account-scope.ts';
import { type Actor, auditText } from './actor.ts';
import { FOREIGN_KEY_VIOLATION, type Sql, sqlStateOf } from './statement.ts';

/** What a new action is made of. */
export interface NewAction {
  readonly sessionId: string;
  readonly functionName: string;
  readonly arguments?: string;
  readonly description?: string;
  readonly by: Actor;
}

/** Queues an action after those that are there; `false` when there is no such session in the scope. */
export async function queueAction(sql: Sql, scope: AccountScope, action: NewAction): Promise<boolean> {
  try {
    const rows = await sql.rows(
      scoped(scope, {
        name: 'ai-session-action-queue',
        text: (
          within,
        ) => `INSERT INTO ai_session_action (session_id, function_name, arguments, description, created_by)
             SELECT id, $2, $3, $4, $5 FROM ai_session, audit_as($6)
             WHERE id = $1 AND NOT discarded AND ${within('account_id')} RETURNING 1`,
        values: [
          action.sessionId,
          action.functionName,
          action.arguments ?? '{}',
          action.description || null,
          action.by.userName,
          auditText(action.by),
        ],
      }),
    );
    return rows.length > 0;
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return false;
    throw error;
  }
}

/** The condition that the session of a row is there, and in the scope. */
function ofSession(inScope: string): string {
  return `EXISTS (SELECT FROM ai_session s WHERE s.id = session_id AND NOT s.discarded AND ${inScope})`;
}

/** Drops an action of a session; `false` when there is none in the scope. */
export async function dropAction(
  sql: Sql,
  scope: AccountScope,
  action: { readonly sessionId: string; readonly actionId: string; readonly by: Actor },
): Promise<boolean> {
  const rows = await sql.rows(
    scoped(scope, {
      name: 'ai-session-action-drop',
      text: (within) => `DELETE FROM ai_session_action USING audit_as($3)
           WHERE session_id = $1 AND id = $2 AND ${ofSession(within('s.account_id'))} RETURNING 1`,
      values: [action.sessionId, action.actionId, auditText(action.by)],
    }),
  );
  return rows.length > 0;
}

/** Drops all actions of a session in the scope. */
export async function dropActions(
  sql: Sql,
  scope: AccountScope,
  { sessionId, by }: { readonly sessionId: string; readonly by: Actor },
): Promise<void> {
  await sql.rows(
    scoped(scope, {
      name: 'ai-session-action-drop-all',
      text: (within) => `DELETE FROM ai_session_action USING audit_as($2)
           WHERE session_id = $1 AND ${ofSession(within('s.account_id'))}`,
      values: [sessionId, auditText(by)],
    }),
  );
}
