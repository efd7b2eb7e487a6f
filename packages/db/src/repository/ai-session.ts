import type { AISessionInfo } from '@ai-sessions/contract';
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

/** What a new session is made of. */
export interface NewSession {
  readonly accountId?: string;
  readonly purpose?: string;
  /** E-mail address of the user who creates it. */
  readonly by: string;
}

/** Creates a session; `undefined` when the account does not exist. */
export async function createSession(sql: Sql, session: NewSession): Promise<AISessionInfo | undefined> {
  try {
    const [row] = await sql.rows<Row>({
      name: 'ai-session-create',
      text: `INSERT INTO ai_session (account_id, purpose, created_by, last_modified_by)
             VALUES ($1, $2, $3, $3) RETURNING ${STORED}, ${ACCOUNT_NAME}`,
      values: [session.accountId ?? null, session.purpose || null, session.by],
    });
    return row && infoOf(row);
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** Sets the purpose; empty text clears it. `undefined` when there is no such session. */
export async function setSessionPurpose(
  sql: Sql,
  change: { readonly id: string; readonly purpose: string; readonly by: string },
): Promise<AISessionInfo | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'ai-session-set-purpose',
    text: `UPDATE ai_session
           SET purpose = $2, last_modified_by = $3, date_last_modified = now(), version = version + 1
           WHERE id = $1 RETURNING ${STORED}, ${ACCOUNT_NAME}`,
    values: [change.id, change.purpose || null, change.by],
  });
  return row && infoOf(row);
}

/** Reads a session; `undefined` when there is none. */
export async function findSession(sql: Sql, id: string): Promise<AISessionInfo | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'ai-session-find',
    text: `SELECT ${listing.columns} FROM ${listing.from} WHERE s.id = $1`,
    values: [id],
  });
  return row && infoOf(row);
}

/** Reads a page of sessions. */
export function listSessions(
  sql: Sql,
  request: PageRequest & { readonly accountIds?: readonly string[]; readonly text?: string },
): Promise<Page<AISessionInfo>> {
  return readPage(sql, listing, request, (conditions) => {
    conditions.addIds('s.account_id', request.accountIds);
    conditions.addText('s.purpose', request.text);
  });
}
