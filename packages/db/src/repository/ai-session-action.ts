import {
  type ActionState,
  actionStatesThat,
  isDroppable,
  isOpen,
  MAXIMUM_ACTION_BYTES,
  MAXIMUM_ACTIONS,
} from '@ai-sessions/contract';
import { type AccountScope, scoped, type Versions } from './account-scope.ts';
import { type Actor, auditText } from './actor.ts';
import { FOREIGN_KEY_VIOLATION, type Sql, sqlStateOf } from './statement.ts';

/** What an agent proposes. */
export interface Proposal {
  readonly functionName: string;
  readonly arguments?: string;
  readonly description?: string;
}

/** Names an action, who changes it, and in which versions of the session they may. */
export interface ActionChange {
  readonly sessionId: string;
  readonly actionId: string;
  readonly by: Actor;
  readonly versions?: Versions;
}

/**
 * The session of a change, held until its end: everything that touches the actions of a session does so one after
 * the other, and in this order of locks.
 */
function held(within: (column: string) => string, asRead: (column: string) => string): string {
  return `WITH held AS (SELECT id, state FROM ai_session
    WHERE id = $1 AND NOT discarded AND ${within('account_id')} AND ${asRead('version')} FOR NO KEY UPDATE)`;
}

/** The condition that an action `a` is in one of the states, and no run of its session is under way. */
const isIn = (states: readonly ActionState[]) =>
  `a.state IN (${states.map((state) => `'${state}'`).join(', ')}) AND held.state <> 'Applying'`;

const IS_OPEN = isIn(actionStatesThat(isOpen));

type Sized = Pick<Proposal, 'arguments' | 'description'>;

function bytesOf(actions: readonly Sized[]): number {
  return actions.reduce(
    (sum, action) =>
      sum + Buffer.byteLength(action.arguments ?? '{}') + Buffer.byteLength(action.description ?? ''),
    0,
  );
}

/** Whether a session with these actions has room for more. */
export function hasRoomFor(actions: readonly Sized[], more: readonly Sized[]): boolean {
  return (
    actions.length + more.length <= MAXIMUM_ACTIONS &&
    bytesOf(actions) + bytesOf(more) <= MAXIMUM_ACTION_BYTES
  );
}

/**
 * Queues actions after those that are there, all or none; `false` when there is no such session in the scope, or it
 * has no room for them.
 */
export async function queueActions(
  sql: Sql,
  scope: AccountScope,
  request: {
    readonly sessionId: string;
    readonly proposals: readonly Proposal[];
    readonly by: Actor;
    readonly versions?: Versions;
  },
): Promise<boolean> {
  const { sessionId, proposals, by } = request;
  try {
    const rows = await sql.rows(
      scoped(
        scope,
        {
          name: 'ai-session-action-queue',
          text: (
            within,
            asRead,
          ) => `${held(within, asRead)} INSERT INTO ai_session_action (session_id, function_name, arguments, description, created_by)
             SELECT held.id, p.function_name, p.arguments, p.description, $5
             FROM held, audit_as($6), unnest($2::text[], $3::text[], $4::text[])
               WITH ORDINALITY AS p (function_name, arguments, description, position)
             WHERE (SELECT count(*) <= $7::int AND
                 coalesce(sum(octet_length(x.arguments) + coalesce(octet_length(x.description), 0)), 0) <= $8::int
               FROM ai_session_action x WHERE x.session_id = held.id)
             ORDER BY p.position RETURNING 1`,
          values: [
            sessionId,
            proposals.map(({ functionName }) => functionName),
            proposals.map((proposal) => proposal.arguments ?? '{}'),
            proposals.map(({ description }) => description || null),
            by.userName,
            auditText(by),
            MAXIMUM_ACTIONS - proposals.length,
            MAXIMUM_ACTION_BYTES - bytesOf(proposals),
          ],
        },
        request.versions,
      ),
    );
    return rows.length > 0;
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return false;
    throw error;
  }
}

/**
 * Corrects an action that is still open; what it was stays beside it, and it waits to be judged again. `false` when
 * there is no such action in the scope, or it cannot be changed now.
 */
export function correctAction(
  sql: Sql,
  scope: AccountScope,
  change: ActionChange & { readonly arguments?: string; readonly description?: string },
): Promise<boolean> {
  return changeAction(sql, scope, change, {
    name: 'ai-session-action-correct',
    set: `arguments = coalesce($4, a.arguments), state = 'Queued', accepted = false, repeat_accepted = false, reason = NULL, judged_by = NULL, date_judged = NULL,
      description = CASE WHEN $5::text IS NULL THEN a.description ELSE nullif($5, '') END,
      earlier_versions = a.earlier_versions || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
        'arguments', a.arguments, 'description', a.description,
        'dateReplaced', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'replacedBy', $6::text)))`,
    where: IS_OPEN,
    values: [change.arguments ?? null, change.description ?? null, change.by.userName],
  });
}

/** Judges an action that is still open; `false` as above. */
export function judgeAction(
  sql: Sql,
  scope: AccountScope,
  change: ActionChange & { readonly judgement: ActionState; readonly reason?: string },
): Promise<boolean> {
  return changeAction(sql, scope, change, {
    name: 'ai-session-action-judge',
    set: `state = $4, accepted = ($4 = 'Accepted'), repeat_accepted = ($4 = 'Accepted'), reason = $5, judged_by = CASE WHEN $4 <> 'Queued' THEN $6 END,
      date_judged = CASE WHEN $4 <> 'Queued' THEN now() END`,
    where: IS_OPEN,
    values: [change.judgement, change.reason || null, change.by.userName],
  });
}

/**
 * Says what became of an action in doubt, or of one that failed and may have taken effect all the same; `false` when it
 * is neither, or there is no such action in the scope.
 */
export function settleAction(
  sql: Sql,
  scope: AccountScope,
  change: ActionChange & { readonly state: 'Applied' | 'Failed'; readonly note: string },
): Promise<boolean> {
  return changeAction(sql, scope, change, {
    name: 'ai-session-action-settle',
    set: `state = $4, reason = $5, judged_by = $6, date_judged = now(), may_have_taken_effect = false, repeat_accepted = false,
      outcome = CASE $4 WHEN 'Applied' THEN 'Settled: it took effect.' ELSE 'Settled: it did not take effect.' END`,
    where: `(a.state = 'InDoubt' AND held.state <> 'Applying' OR a.may_have_taken_effect AND ${IS_OPEN})`,
    values: [change.state, change.note, change.by.userName],
  });
}

async function changeAction(
  sql: Sql,
  scope: AccountScope,
  { sessionId, actionId, by, versions }: ActionChange,
  change: {
    readonly name: string;
    readonly set: string;
    readonly where: string;
    readonly values: readonly unknown[];
  },
): Promise<boolean> {
  const rows = await sql.rows(
    scoped(
      scope,
      {
        name: change.name,
        text: (within, asRead) => `${held(within, asRead)} UPDATE ai_session_action a SET ${change.set}
          FROM held, audit_as($3) WHERE a.session_id = held.id AND a.id = $2 AND ${change.where} RETURNING 1`,
        values: [sessionId, actionId, auditText(by), ...change.values],
      },
      versions,
    ),
  );
  return rows.length > 0;
}

const IS_DROPPABLE = isIn(actionStatesThat(isDroppable));

/** Drops an action of a session; `false` when there is none in the scope, or it has to stay for now. */
export async function dropAction(
  sql: Sql,
  scope: AccountScope,
  { sessionId, actionId, by, versions }: ActionChange,
): Promise<boolean> {
  const rows = await sql.rows(
    scoped(
      scope,
      {
        name: 'ai-session-action-drop',
        text: (
          within,
          asRead,
        ) => `${held(within, asRead)} DELETE FROM ai_session_action a USING held, audit_as($3)
           WHERE a.session_id = held.id AND a.id = $2 AND ${IS_DROPPABLE} RETURNING 1`,
        values: [sessionId, actionId, auditText(by)],
      },
      versions,
    ),
  );
  return rows.length > 0;
}

/** Drops all actions of a session; `false` when there is no such session in the scope, or one of them has to stay for now. */
export async function dropActions(
  sql: Sql,
  scope: AccountScope,
  { sessionId, by, versions }: Omit<ActionChange, 'actionId'>,
): Promise<boolean> {
  const [row] = await sql.rows<{ cleared: boolean }>(
    scoped(
      scope,
      {
        name: 'ai-session-action-drop-all',
        text: (within, asRead) => `${held(within, asRead)}, droppable AS (SELECT held.id FROM held
             WHERE NOT EXISTS (SELECT FROM ai_session_action a WHERE a.session_id = held.id AND NOT (${IS_DROPPABLE}))),
           dropped AS (DELETE FROM ai_session_action a USING droppable, audit_as($2) WHERE a.session_id = droppable.id)
           SELECT EXISTS (SELECT FROM droppable) AS cleared`,
        values: [sessionId, auditText(by)],
      },
      versions,
    ),
  );
  return row?.cleared ?? false;
}
