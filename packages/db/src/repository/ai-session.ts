import type { AISessionActionInfo, AISessionInfo, AISessionRow } from '@ai-sessions/contract';
import { type AccountScope, scoped } from './account-scope.ts';
import { type Actor, auditText } from './actor.ts';
import { type Listing, type Page, type PageRequest, readPage } from './page.ts';
import { FOREIGN_KEY_VIOLATION, type Sql, sqlStateOf } from './statement.ts';

interface Row {
  id: string;
  account_id: string | null;
  account_name: string | null;
  purpose: string | null;
  date_created: string;
  date_last_modified: string;
  created_by: string;
  last_modified_by: string;
}

const STORED = 'id, account_id, purpose, date_created, date_last_modified, created_by, last_modified_by';
const ACCOUNT_NAME = '(SELECT a.name FROM account a WHERE a.id = ai_session.account_id) AS account_name';

const listing: Listing<Row, AISessionInfo> = {
  columns:
    's.id, s.account_id, a.name AS account_name, s.purpose, s.date_created, s.date_last_modified, s.created_by, s.last_modified_by',
  from: 'ai_session s LEFT JOIN account a ON a.id = s.account_id',
  countFrom: 'ai_session s',
  id: 's.id',
  sortable: {
    accountId: { expression: "coalesce(s.account_id, '')", type: 'text' },
    accountName: { expression: "coalesce(a.name, '')", type: 'text' },
    purpose: { expression: "coalesce(s.purpose, '')", type: 'text' },
    dateCreated: { expression: 's.date_created', type: 'timestamptz' },
    dateLastModified: { expression: 's.date_last_modified', type: 'timestamptz' },
    createdBy: { expression: 's.created_by', type: 'text' },
    lastModifiedBy: { expression: 's.last_modified_by', type: 'text' },
  },
  item: infoOf,
};

/** Members in the order of the contract, absent ones left out. */
function infoOf(row: Row): AISessionInfo {
  return {
    accountId: row.account_id ?? undefined,
    accountName: row.account_name ?? undefined,
    purpose: row.purpose ?? undefined,
    id: row.id,
    dateCreated: row.date_created,
    dateLastModified: row.date_last_modified,
    createdBy: row.created_by,
    lastModifiedBy: row.last_modified_by,
  };
}

type StoredAction = Omit<AISessionActionInfo, 'description'> & { readonly description: string | null };
type WithActions = Row & { actions: readonly StoredAction[] | null };

/** The column of a session's actions in the order they were queued; null when there are none. */
function actionsOf(session: string): string {
  return `(SELECT json_agg(json_build_object(
      'date', to_char(x.date_created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'id', x.id,
      'functionName', x.function_name, 'arguments', x.arguments, 'description', x.description) ORDER BY x.position)
    FROM ai_session_action x WHERE x.session_id = ${session}.id) AS actions`;
}

function infoWithActions(row: WithActions): AISessionInfo {
  const info = infoOf(row);
  if (!row.actions) return info;
  const actions = row.actions.map(({ description, ...action }) =>
    description === null ? action : { ...action, description },
  );
  return { ...info, actions };
}

/** What a new session is made of. */
export interface NewSession {
  readonly accountId?: string;
  readonly purpose?: string;
  readonly by: Actor;
}

/** Creates a session; `undefined` when there is no such account in the scope. */
export async function createSession(
  sql: Sql,
  scope: AccountScope,
  session: NewSession,
): Promise<AISessionInfo | undefined> {
  try {
    const [row] = await sql.rows<Row>(
      scoped(scope, {
        name: 'ai-session-create',
        text: (within) => `INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
             SELECT $1, $2, $3, $3 FROM audit_as($4) WHERE ${within('$1')}
             RETURNING ${STORED}, ${ACCOUNT_NAME}`,
        values: [
          session.accountId ?? null,
          session.purpose || null,
          session.by.userName,
          auditText(session.by),
        ],
      }),
    );
    return row && infoOf(row);
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** Sets the purpose; empty text clears it. `undefined` when there is no such session in the scope. */
export async function setSessionPurpose(
  sql: Sql,
  scope: AccountScope,
  change: { readonly id: string; readonly purpose: string; readonly by: Actor },
): Promise<AISessionInfo | undefined> {
  const [row] = await sql.rows<WithActions>(
    scoped(scope, {
      name: 'ai-session-set-purpose',
      text: (within) => `UPDATE ai_session
           SET purpose = $2, last_modified_by = $3, date_last_modified = now(), version = version + 1
           FROM audit_as($4)
           WHERE id = $1 AND NOT discarded AND ${within('account_id')}
           RETURNING ${STORED}, ${ACCOUNT_NAME}, ${actionsOf('ai_session')}`,
      values: [change.id, change.purpose || null, change.by.userName, auditText(change.by)],
    }),
  );
  return row && infoWithActions(row);
}

/** Discards a session; `false` when there is none in the scope. */
export async function discardSession(
  sql: Sql,
  scope: AccountScope,
  change: { readonly id: string; readonly by: Actor },
): Promise<boolean> {
  const rows = await sql.rows(
    scoped(scope, {
      name: 'ai-session-discard',
      text: (
        within,
      ) => `UPDATE ai_session SET discarded = true, date_discarded = now(), discarded_by = $2, version = version + 1
           FROM audit_as($3) WHERE id = $1 AND NOT discarded AND ${within('account_id')} RETURNING 1`,
      values: [change.id, change.by.userName, auditText(change.by)],
    }),
  );
  return rows.length > 0;
}

/** Reads a session; `undefined` when there is none in the scope. */
export async function findSession(
  sql: Sql,
  scope: AccountScope,
  id: string,
): Promise<AISessionInfo | undefined> {
  const [row] = await sql.rows<Row>(
    scoped(scope, {
      name: 'ai-session-find',
      text: (within) =>
        `SELECT ${listing.columns} FROM ${listing.from} WHERE s.id = $1 AND NOT s.discarded AND ${within('s.account_id')}`,
      values: [id],
    }),
  );
  return row && infoOf(row);
}

/** Reads a session with its actions in the order they were queued; `undefined` when there is none in the scope. */
export async function findSessionWithActions(
  sql: Sql,
  scope: AccountScope,
  id: string,
): Promise<AISessionInfo | undefined> {
  const [row] = await sql.rows<WithActions>(
    scoped(scope, {
      name: 'ai-session-find-with-actions',
      text: (within) =>
        `SELECT ${listing.columns}, ${actionsOf('s')} FROM ${listing.from} WHERE s.id = $1 AND NOT s.discarded AND ${within('s.account_id')}`,
      values: [id],
    }),
  );
  return row && infoWithActions(row);
}

/** What lists of sessions are narrowed down by. */
export interface SessionFilters {
  readonly accountIds?: readonly string[];
  readonly text?: string;
}

/** Rows that an export reads at a time. */
const EXPORT_PAGE = 1_000;

/**
 * Reads all matching sessions, newest first. Each page is a statement of its own, so that a client who is slow to
 * read holds no connection; pages follow the ids, so that every session which stays is in the export exactly once.
 */
export async function* exportSessions(
  sql: Sql,
  scope: AccountScope,
  filters: SessionFilters,
): AsyncGenerator<AISessionRow> {
  let cursor: string | undefined;
  do {
    const page: Page<AISessionInfo> = await listSessions(sql, scope, {
      ...filters,
      cursor,
      countPerPage: EXPORT_PAGE,
      simplifiedPaging: true,
    });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** Reads a page of sessions. */
export function listSessions(
  sql: Sql,
  scope: AccountScope,
  request: PageRequest & SessionFilters,
): Promise<Page<AISessionInfo>> {
  return readPage(sql, listing, request, (conditions) => {
    conditions.add('NOT s.discarded');
    conditions.addScope('s.account_id', scope);
    conditions.addIds('s.account_id', request.accountIds);
    conditions.addText('s.purpose', request.text);
  });
}
