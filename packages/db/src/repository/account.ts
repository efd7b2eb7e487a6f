import type { AccountInfo } from '@ai-sessions/contract';
import { type AccountScope, scoped } from './account-scope.ts';
import { type Actor, auditText } from './actor.ts';
import { type Listing, type Page, type PageRequest, readPage } from './page.ts';
import { FOREIGN_KEY_VIOLATION, RESTRICT_VIOLATION, type Sql, sqlStateOf } from './statement.ts';

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
  readonly by: Actor;
}

/** Creates an account; `undefined` when the parent does not exist. */
export async function createAccount(sql: Sql, account: NewAccountRow): Promise<AccountInfo | undefined> {
  try {
    const [row] = await sql.rows<Row>({
      name: 'account-create',
      text: `INSERT INTO account (name, parent_account_id, created_by, last_modified_by)
             SELECT $1, $2, $3, $3 FROM audit_as($4) RETURNING ${COLUMNS}`,
      values: [account.name, account.parentAccountId ?? null, account.by.userName, auditText(account.by)],
    });
    return row && infoOf(row);
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** Renames an account; `undefined` when there is none in the scope. */
export async function renameAccount(
  sql: Sql,
  scope: AccountScope,
  change: { readonly id: string; readonly name: string; readonly by: Actor },
): Promise<AccountInfo | undefined> {
  const [row] = await sql.rows<Row>(
    scoped(scope, {
      name: 'account-rename',
      text: (within) => `UPDATE account SET name = $2, last_modified_by = $3, date_last_modified = now()
           FROM audit_as($4) WHERE id = $1 AND ${within('id')} RETURNING ${COLUMNS}`,
      values: [change.id, change.name, change.by.userName, auditText(change.by)],
    }),
  );
  return row && infoOf(row);
}

/** Deletes an account. One that sessions or other accounts refer to stays. */
export async function deleteAccount(
  sql: Sql,
  scope: AccountScope,
  change: { readonly id: string; readonly by: Actor },
): Promise<'deleted' | 'missing' | 'inUse'> {
  try {
    const rows = await sql.rows(
      scoped(scope, {
        name: 'account-delete',
        text: (within) =>
          `DELETE FROM account USING audit_as($2) WHERE id = $1 AND ${within('id')} RETURNING 1`,
        values: [change.id, auditText(change.by)],
      }),
    );
    return rows.length > 0 ? 'deleted' : 'missing';
  } catch (error) {
    const state = sqlStateOf(error);
    if (state === RESTRICT_VIOLATION || state === FOREIGN_KEY_VIOLATION) return 'inUse';
    throw error;
  }
}

/** Reads an account; `undefined` when there is none in the scope. */
export function findAccount(sql: Sql, scope: AccountScope, id: string): Promise<AccountInfo | undefined> {
  return read(sql, scope, id, { name: 'account-find', lock: '' });
}

/** Reads an account as {@link findAccount} does, and keeps it as it is until the end of the transaction. */
export function holdAccount(sql: Sql, scope: AccountScope, id: string): Promise<AccountInfo | undefined> {
  return read(sql, scope, id, { name: 'account-hold', lock: 'FOR NO KEY UPDATE' });
}

async function read(
  sql: Sql,
  scope: AccountScope,
  id: string,
  { name, lock }: { readonly name: string; readonly lock: string },
): Promise<AccountInfo | undefined> {
  const [row] = await sql.rows<Row>(
    scoped(scope, {
      name,
      text: (within) => `SELECT ${COLUMNS} FROM account WHERE id = $1 AND ${within('id')} ${lock}`,
      values: [id],
    }),
  );
  return row && infoOf(row);
}

/** Those of the ids that no account in the scope has. */
export async function unknownAccounts(
  sql: Sql,
  scope: AccountScope,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql.rows<{ id: string }>(
    scoped(scope, {
      name: 'account-unknown',
      text: (within) => `SELECT wanted.id FROM unnest($1::text[]) AS wanted (id)
           WHERE NOT EXISTS (SELECT FROM account WHERE account.id = wanted.id AND ${within('account.id')})`,
      values: [ids],
    }),
  );
  return rows.map(({ id }) => id);
}

/** Reads a page of accounts. */
export function listAccounts(
  sql: Sql,
  scope: AccountScope,
  request: PageRequest & { readonly text?: string; readonly nameFilter?: string },
): Promise<Page<AccountInfo>> {
  return readPage(sql, listing, request, (conditions) => {
    conditions.addScope('id', scope);
    conditions.addText('name', request.text);
    conditions.addText('name', request.nameFilter);
  });
}

/** Ids and names of the oldest accounts in the scope, at most so many. */
export function accountNames(
  sql: Sql,
  scope: AccountScope,
  maximum: number,
): Promise<{ id: string; name: string }[]> {
  return sql.rows(
    scoped(scope, {
      name: 'account-names',
      text: (within) => `SELECT id, name FROM account WHERE ${within('id')} ORDER BY id LIMIT $1`,
      values: [maximum],
    }),
  );
}
