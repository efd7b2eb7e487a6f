import { FOREIGN_KEY_VIOLATION, type Sql, sqlStateOf } from './statement.ts';

/** What a new action is made of. */
export interface NewAction {
  readonly sessionId: string;
  readonly functionName: string;
  readonly arguments?: string;
  readonly description?: string;
  /** E-mail address of the user who queues it. */
  readonly by: string;
}

/** Queues an action after those that are there; `false` when the session does not exist. */
export async function queueAction(sql: Sql, action: NewAction): Promise<boolean> {
  try {
    const rows = await sql.rows({
      name: 'ai-session-action-queue',
      text: `INSERT INTO ai_session_action (session_id, function_name, arguments, description, created_by)
             SELECT id, $2, $3, $4, $5 FROM ai_session WHERE id = $1 AND NOT discarded RETURNING 1`,
      values: [
        action.sessionId,
        action.functionName,
        action.arguments ?? '{}',
        action.description || null,
        action.by,
      ],
    });
    return rows.length > 0;
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return false;
    throw error;
  }
}

/** Drops an action of a session; `false` when there is none. */
export async function dropAction(
  sql: Sql,
  action: { readonly sessionId: string; readonly actionId: string },
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'ai-session-action-drop',
    text: 'DELETE FROM ai_session_action WHERE session_id = $1 AND id = $2 RETURNING 1',
    values: [action.sessionId, action.actionId],
  });
  return rows.length > 0;
}

/** Drops all actions of a session. */
export async function dropActions(sql: Sql, sessionId: string): Promise<void> {
  await sql.rows({
    name: 'ai-session-action-drop-all',
    text: 'DELETE FROM ai_session_action WHERE session_id = $1',
    values: [sessionId],
  });
}
