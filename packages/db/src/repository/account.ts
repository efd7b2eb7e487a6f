import type { AccountInfo } from '@ai-sessions/contract';
import { type Listing, type Page, type PageRequest, readPage } from './page.ts';
import { FOREIGN_KEY_VIOLATION, type Sql, sqlStateOf } from './statement.ts';

interface Row {
  id: string;
  name: string;
  parent_account_id: string | null;
  date_created: string;
  date_last_modified: string;
  created_by: string;
  last_modified_by: string;
}

const COLUMNS = 'id, name, parent_account_id, date_created, date_last_modified, created_by, last_modified_by';

const listing: Listing<Row, AccountInfo> = {
  columns: COLUMNS,
  from: 'account',
  countFrom: 'account',
  id: 'id',
  sortable: {
    name: { expression: 'name', type: 'text' },
    parentAccountId: { expression: "coalesce(parent_account_id, '')", type: 'text' },
    dateCreated: { expression: 'date_created', type: 'timestamptz' },
    dateLastModified: { expression: 'date_last_modified', type: 'timestamptz' },
    createdBy: { expression: 'created_by', type: 'text' },
    lastModifiedBy: { expression: 'last_modified_by', type: 'text' },
  },
  item: infoOf,
};

function infoOf(row: Row): AccountInfo {
  return {
    name: row.name,
    parentAccountId: row.parent_account_id ?? undefined,
    id: row.id,
    dateCreated: row.date_created,
    dateLastModified: row.date_last_modified,
    createdBy: row.created_by,
    lastModifiedBy: row.last_modified_by,
  };
}

/** What a new account is made of. */
export interface NewAccountRow {
  readonly name: string;
  readonly parentAccountId?: string;
  /** E-mail address of the user who creates it. */
  readonly by: string;
}

/** Creates an account; `undefined` when the parent does not exist. */
export async function createAccount(sql: Sql, account: NewAccountRow): Promise<AccountInfo | undefined> {
  try {
    const [row] = await sql.rows<Row>({
      name: 'account-create',
      text: `INSERT INTO account (name, parent_account_id, created_by, last_modified_by)
             VALUES ($1, $2, $3, $3) RETURNING ${COLUMNS}`,
      values: [account.name, account.parentAccountId ?? null, account.by],
    });
    return row && infoOf(row);
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** Reads an account; `undefined` when there is none. */
export async function findAccount(sql: Sql, id: string): Promise<AccountInfo | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'account-find',
    text: `SELECT ${COLUMNS} FROM account WHERE id = $1`,
    values: [id],
  });
  return row && infoOf(row);
}

/** Reads a page of accounts. */
export function listAccounts(
  sql: Sql,
  request: PageRequest & { readonly text?: string },
): Promise<Page<AccountInfo>> {
  return readPage(sql, listing, request, (conditions) => conditions.addText('name', request.text));
}

/** Ids and names of the oldest accounts, at most so many. */
export function accountNames(sql: Sql, maximum: number): Promise<{ id: string; name: string }[]> {
  return sql.rows({
    name: 'account-names',
    text: 'SELECT id, name FROM account ORDER BY id LIMIT $1',
    values: [maximum],
  });
}
