import type { AccountInfo } from '@ai-sessions/contract';
import { type AccountScope, scoped } from './account-scope.ts';
import { type Actor, auditText } from './actor.ts';
import { Conditions, type Listing, normal, type Page, type PageRequest, readPage } from './page.ts';
import { FOREIGN_KEY_VIOLATION, RESTRICT_VIOLATION, type Sql, sqlStateOf } from './statement.ts';

interface Row {
  id: string;
  name: string;
  parent_account_id: string | null;
  ancestor_ids: string[];
  max_phone_numbers: number | null;
  logo_id: string | null;
  twilio_account_sid: string | null;
  trust_hub_profile_sid: string | null;
  billing_settings: AccountInfo['billingSettings'] | null;
  date_created: string;
  date_last_modified: string;
  created_by: string;
  last_modified_by: string;
}

const COLUMNS = `id, name, parent_account_id, ancestor_ids, max_phone_numbers, logo_id, twilio_account_sid,
  trust_hub_profile_sid, billing_settings, date_created, date_last_modified, created_by, last_modified_by`;

const listing: Omit<Listing<Row, AccountInfo>, 'item'> = {
  columns: COLUMNS,
  from: 'account',
  countFrom: 'account',
  id: 'id',
  sortable: {
    name: { expression: normal('name'), type: 'text' },
    parentAccountId: { expression: "coalesce(parent_account_id, '')", type: 'text' },
    dateCreated: { expression: 'date_created', type: 'timestamptz' },
    dateLastModified: { expression: 'date_last_modified', type: 'timestamptz' },
    createdBy: { expression: 'created_by', type: 'text' },
    lastModifiedBy: { expression: 'last_modified_by', type: 'text' },
  },
};

/** An account as someone with this scope sees it: of those above, only accounts in the scope are mentioned. */
function infoWithin(scope: AccountScope): (row: Row) => AccountInfo {
  return (row) => ({
    name: row.name,
    parentAccountId: row.parent_account_id ?? undefined,
    twilioAccountSid: row.twilio_account_sid ?? undefined,
    ancestorIds: row.ancestor_ids.filter((id) => scope === 'all' || scope.includes(id)),
    maxPhoneNumbers: row.max_phone_numbers ?? undefined,
    isBYOA: row.twilio_account_sid !== null,
    trustHubProfileSid: row.trust_hub_profile_sid ?? undefined,
    logoId: row.logo_id ?? undefined,
    billingSettings: row.billing_settings ?? undefined,
    id: row.id,
    dateCreated: row.date_created,
    dateLastModified: row.date_last_modified,
    createdBy: row.created_by,
    lastModifiedBy: row.last_modified_by,
  });
}

/** What is set of an account beside its name. Empty text stands for none. */
export interface AccountSettings {
  readonly maxPhoneNumbers?: number;
  readonly logoId?: string;
  readonly twilioAccountSid?: string;
  /** Sealed. */
  readonly twilioAuthToken?: string;
  readonly trustHubProfileSid?: string;
  readonly billingSettings?: AccountInfo['billingSettings'];
}

/** The settings that are given, as columns. */
function columnsOf(settings: AccountSettings): readonly (readonly [column: string, value: unknown])[] {
  const { billingSettings, maxPhoneNumbers, logoId, twilioAccountSid, twilioAuthToken, trustHubProfileSid } =
    settings;
  const columns: readonly (readonly [string, unknown])[] = [
    ['max_phone_numbers', maxPhoneNumbers],
    ['logo_id', logoId === '' ? null : logoId],
    ['twilio_account_sid', twilioAccountSid === '' ? null : twilioAccountSid],
    ['twilio_auth_token', twilioAuthToken === '' ? null : twilioAuthToken],
    ['trust_hub_profile_sid', trustHubProfileSid === '' ? null : trustHubProfileSid],
    ['billing_settings', billingSettings && JSON.stringify(billingSettings)],
  ];
  return columns.filter(([, value]) => value !== undefined);
}

/** What a new account is made of. */
export interface NewAccountRow extends AccountSettings {
  readonly name: string;
  readonly parentAccountId?: string;
  readonly by: Actor;
}

/** Creates an account; `undefined` when the parent does not exist. */
export async function createAccount(sql: Sql, account: NewAccountRow): Promise<AccountInfo | undefined> {
  try {
    const settings = columnsOf(account);
    const columns = settings.map(([column]) => `, ${column}`).join('');
    const values = settings.map((_, index) => `, $${index + 5}`).join('');
    const [row] = await sql.rows<Row>({
      text: `INSERT INTO account (name, parent_account_id, created_by, last_modified_by${columns})
             SELECT $1, $2, $3, $3${values} FROM audit_as($4) RETURNING ${COLUMNS}`,
      values: [
        account.name,
        account.parentAccountId ?? null,
        account.by.userName,
        auditText(account.by),
        ...settings.map(([, value]) => value),
      ],
    });
    return row && infoWithin('all')(row);
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return undefined;
    throw error;
  }
}

/** What to change about an account; what is left out stays, empty text clears. */
export interface AccountChange extends AccountSettings {
  readonly id: string;
  readonly name?: string;
  readonly by: Actor;
}

/** Changes an account; `undefined` when there is none in the scope. Nothing to change is no change. */
export async function changeAccount(
  sql: Sql,
  scope: AccountScope,
  change: AccountChange,
): Promise<AccountInfo | undefined> {
  const conditions = new Conditions();
  const value = (given: unknown) => conditions.value(given);
  const columns = columnsOf(change).map(([column, given]) => `${column} = ${value(given)}`);
  if (change.name !== undefined) columns.push(`name = ${value(change.name)}`);
  if (columns.length === 0) return findAccount(sql, scope, change.id);
  columns.push(`last_modified_by = ${value(change.by.userName)}`, 'date_last_modified = now()');
  conditions.add(`id = ${value(change.id)}`);
  conditions.addScope('id', scope);
  const [row] = await sql.rows<Row>({
    text: `UPDATE account SET ${columns.join(', ')} FROM audit_as(${value(auditText(change.by))})
           ${conditions.where} RETURNING ${COLUMNS}`,
    values: conditions.values,
  });
  return row && infoWithin(scope)(row);
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
  return row && infoWithin(scope)(row);
}

/** Reads the sealed secret of Twilio of an account in the scope; `undefined` when it has none. */
export async function findTwilioSecret(
  sql: Sql,
  scope: AccountScope,
  id: string,
): Promise<string | undefined> {
  const [row] = await sql.rows<{ token: string | null }>(
    scoped(scope, {
      name: 'account-twilio-secret',
      text: (within) => `SELECT twilio_auth_token AS token FROM account WHERE id = $1 AND ${within('id')}`,
      values: [id],
    }),
  );
  return row?.token ?? undefined;
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
  return readPage(sql, { ...listing, item: infoWithin(scope) }, request, (conditions) => {
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
