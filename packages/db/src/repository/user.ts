import type { UserInfo } from '@ai-sessions/contract';
import { type AccountScope, scopeValue } from './account-scope.ts';
import { type Actor, auditText, SILENTLY } from './actor.ts';
import { Conditions, type Listing, normal, type Page, type PageRequest, readPage } from './page.ts';
import { type Sql, sqlStateOf, UNIQUE_VIOLATION } from './statement.ts';

interface Row {
  id: string;
  email_address: string;
  first_name: string | null;
  last_name: string | null;
  roles: string[];
  account_ids: string[] | null;
  account_names: string[] | null;
  manager_access: UserInfo['managerAccess'] | null;
  dashboard_permissions: NonNullable<UserInfo['dashboardPermissions']>;
  disabled: boolean;
  has_password: boolean;
  date_created: string;
  date_last_modified: string;
}

const COLUMNS = `u.id, u.email_address, u.first_name, u.last_name, u.roles, u.manager_access, u.dashboard_permissions,
  u.disabled, u.date_created, u.date_last_modified, u.password_hash IS NOT NULL AS has_password, granted.ids AS account_ids, granted.names AS account_names`;

const FROM = `user_account u LEFT JOIN LATERAL (
    SELECT array_agg(a.id ORDER BY a.id) AS ids, array_agg(a.name ORDER BY a.id) AS names
    FROM account a WHERE a.id = ANY(u.account_ids)) granted ON true`;

/** Whoever may work on one of the accounts is seen by those who manage it. */
function isSeen(scope: string): string {
  return `(${scope}::text[] IS NULL OR u.account_ids && ${scope}::text[])`;
}

/** Whoever may work on nothing else, and has no role that they lack, is managed by them too. */
function isManaged(scope: string): string {
  return `(${scope}::text[] IS NULL OR (u.account_ids <> '{}' AND u.account_ids <@ ${scope}::text[]
    AND u.roles <@ ARRAY['Manager']))`;
}

/** Another system administrator who can sign in. The rows are locked, so that two cannot remove each other. */
const ADMINISTRATORS = `administrators AS (
  SELECT id FROM user_account WHERE 'SystemAdministrator' = ANY(roles) AND NOT disabled ORDER BY id FOR UPDATE)`;

const sortable = {
  emailAddress: { expression: 'u.email_address', type: 'text' },
  firstName: { expression: `coalesce(${normal('u.first_name')}, '')`, type: 'text' },
  lastName: { expression: `coalesce(${normal('u.last_name')}, '')`, type: 'text' },
  dateCreated: { expression: 'u.date_created', type: 'timestamptz' },
  dateLastModified: { expression: 'u.date_last_modified', type: 'timestamptz' },
} as const;

/** A user as someone with this scope sees them: other accounts are not mentioned. */
function infoWithin(scope: AccountScope): (row: Row) => UserInfo {
  return (row) => {
    const accounts = (row.account_ids ?? [])
      .map((id, index) => ({ id, name: row.account_names?.[index] ?? '' }))
      .filter(({ id }) => scope === 'all' || scope.includes(id));
    return {
      id: row.id,
      isAuthenticated: false,
      firstName: row.first_name ?? undefined,
      lastName: row.last_name ?? undefined,
      name: displayNameOf({ firstName: row.first_name, lastName: row.last_name }),
      emailAddress: row.email_address,
      roles: row.roles,
      accountIds: accounts.map(({ id }) => id),
      accountNames: accounts.map(({ name }) => name),
      managerAccess: row.manager_access ?? undefined,
      dashboardPermissions: row.dashboard_permissions,
      disabled: row.disabled,
      hasPassword: row.has_password,
      dateCreated: row.date_created,
      dateLastModified: row.date_last_modified,
    };
  };
}

/** The name to show for a user; `undefined` when none was given. */
export function displayNameOf(user: {
  readonly firstName: string | null;
  readonly lastName: string | null;
}): string | undefined {
  return [user.firstName, user.lastName].filter(Boolean).join(' ') || undefined;
}

/** Reads a page of users: all of them, or those who may work on an account in the scope. */
export function listUsers(
  sql: Sql,
  scope: AccountScope,
  request: PageRequest & { readonly accountIds?: readonly string[]; readonly emailFilter?: string },
): Promise<Page<UserInfo>> {
  const listing: Listing<Row, UserInfo> = {
    columns: COLUMNS,
    from: FROM,
    countFrom: 'user_account u',
    id: 'u.id',
    sortable,
    item: infoWithin(scope),
  };
  return readPage(sql, listing, request, (conditions) => {
    if (scope !== 'all') conditions.add(isSeen(conditions.value(scope)));
    if (request.accountIds?.length)
      conditions.add(`u.account_ids && ${conditions.value(request.accountIds)}::text[]`);
    conditions.addText('u.email_address', request.emailFilter);
  });
}

/** Reads a user; `undefined` when there is none whom someone with this scope sees. */
export async function findUser(sql: Sql, scope: AccountScope, id: string): Promise<UserInfo | undefined> {
  const [row] = await sql.rows<Row>({
    name: 'user-find',
    text: `SELECT ${COLUMNS} FROM ${FROM} WHERE u.id = $1 AND ${isSeen('$2')}`,
    values: [id, scopeValue(scope)],
  });
  return row && infoWithin(scope)(row);
}

/**
 * Reads a user as {@link findUser} does, and keeps them as they are until the end of the transaction. Administrators
 * are locked first, in the order of those who change them.
 */
export async function holdUser(sql: Sql, scope: AccountScope, id: string): Promise<UserInfo | undefined> {
  await sql.rows({ text: `WITH ${ADMINISTRATORS} SELECT count(*) FROM administrators`, values: [] });
  await sql.rows({ text: 'SELECT FROM user_account WHERE id = $1 FOR UPDATE', values: [id] });
  return findUser(sql, scope, id);
}

/** What a new user is made of. */
export interface NewUserRow {
  readonly emailAddress: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** argon2id in PHC format; a user without one signs in elsewhere. */
  readonly passwordHash?: string;
  readonly roles: readonly string[];
  readonly accountIds: readonly string[];
  readonly managerAccess?: UserInfo['managerAccess'];
  readonly dashboardPermissions?: UserInfo['dashboardPermissions'];
  readonly by: Actor;
}

/** Creates a user and returns the id; `undefined` when the e-mail address is taken. */
export async function createUser(sql: Sql, user: NewUserRow): Promise<string | undefined> {
  try {
    const [row] = await sql.rows<{ id: string }>({
      name: 'user-create',
      text: `INSERT INTO user_account
               (email_address, first_name, last_name, password_hash, roles, account_ids, manager_access,
                dashboard_permissions, created_by, last_modified_by)
             SELECT $1, $2, $3, $4, $5, $6, $9, $10, $7, $7 FROM audit_as($8) RETURNING id`,
      values: [
        user.emailAddress.toLowerCase(),
        user.firstName || null,
        user.lastName || null,
        user.passwordHash ?? null,
        user.roles,
        user.accountIds,
        user.by.userName,
        auditText(user.by),
        user.managerAccess ?? null,
        user.dashboardPermissions ?? [],
      ],
    });
    return row?.id;
  } catch (error) {
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

/** What to change about a user; what is left out stays, empty text clears. */
export interface UserChange {
  readonly id: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** argon2id in PHC format. Ends the browser sessions of the user, and the links to set another password. */
  readonly passwordHash?: string;
  readonly roles?: readonly string[];
  readonly accountIds?: readonly string[];
  readonly managerAccess?: UserInfo['managerAccess'];
  readonly dashboardPermissions?: UserInfo['dashboardPermissions'];
  /** `true` ends the browser sessions of the user. */
  readonly disabled?: boolean;
  /** A browser session that goes on: the one that makes the change. */
  readonly keptSessionId?: string;
  readonly by: Actor;
}

/**
 * Replaces the hash of a password by another one of the same password. Nobody decided on it, so it leaves no event, and
 * browser sessions go on.
 */
export async function replacePasswordHash(
  sql: Sql,
  change: { readonly id: string; readonly from: string; readonly to: string },
): Promise<void> {
  await sql.rows({
    name: 'user-replace-hash',
    text: `UPDATE user_account SET password_hash = $3 FROM audit_as('${SILENTLY}')
           WHERE id = $1 AND password_hash = $2`,
    values: [change.id, change.from, change.to],
  });
}

/** How a change of a user ended. */
export type UserOutcome = 'done' | 'missing' | 'notManaged' | 'lastAdministrator';

/** Changes a user whom someone with this scope manages. Somebody stays system administrator. */
export async function changeUser(sql: Sql, scope: AccountScope, change: UserChange): Promise<UserOutcome> {
  const conditions = new Conditions();
  const value = (given: unknown) => conditions.value(given);
  const id = value(change.id);
  const sets = [`last_modified_by = ${value(change.by.userName)}`, 'date_last_modified = now()'];
  if (change.firstName !== undefined) sets.push(`first_name = ${value(change.firstName || null)}`);
  if (change.lastName !== undefined) sets.push(`last_name = ${value(change.lastName || null)}`);
  if (change.passwordHash !== undefined) sets.push(`password_hash = ${value(change.passwordHash)}`);
  if (change.roles !== undefined) sets.push(`roles = ${value(change.roles)}`);
  if (change.accountIds !== undefined) sets.push(`account_ids = ${value(change.accountIds)}`);
  if (change.managerAccess !== undefined) sets.push(`manager_access = ${value(change.managerAccess)}`);
  if (change.dashboardPermissions !== undefined)
    sets.push(`dashboard_permissions = ${value(change.dashboardPermissions)}`);
  if (change.disabled !== undefined) sets.push(`disabled = ${value(change.disabled)}`);
  const abdicates =
    change.disabled === true || (change.roles !== undefined && !change.roles.includes('SystemAdministrator'));
  const endsSessions = change.disabled === true || change.passwordHash !== undefined;
  const within = isManaged(value(scopeValue(scope)));
  const ended = endsSessions
    ? `, ended AS (UPDATE browser_session b SET date_revoked = now() FROM changed
         WHERE b.user_id = changed.id AND b.date_revoked IS NULL AND b.id IS DISTINCT FROM ${value(change.keptSessionId ?? null)}),
       forgotten AS (DELETE FROM password_recovery r USING changed WHERE r.user_id = changed.id)`
    : '';
  const rows = await sql.rows({
    text: `WITH ${ADMINISTRATORS}, changed AS (
             UPDATE user_account u SET ${sets.join(', ')} FROM audit_as(${value(auditText(change.by))})
             WHERE u.id = ${id} AND ${within} ${abdicates ? `AND ${someoneElse(id)}` : ''} RETURNING u.id)${ended}
           SELECT 1 FROM changed`,
    values: conditions.values,
  });
  return rows.length > 0 ? 'done' : refusalOf(sql, scope, change.id);
}

/** Deletes a user whom someone with this scope manages, with their keys and browser sessions. */
export async function deleteUser(
  sql: Sql,
  scope: AccountScope,
  change: { readonly id: string; readonly by: Actor },
): Promise<UserOutcome> {
  const rows = await sql.rows({
    name: 'user-delete',
    text: `WITH ${ADMINISTRATORS}
           DELETE FROM user_account u USING audit_as($2)
           WHERE u.id = $1 AND ${isManaged('$3')} AND ${someoneElse('$1')} RETURNING 1`,
    values: [change.id, auditText(change.by), scopeValue(scope)],
  });
  return rows.length > 0 ? 'done' : refusalOf(sql, scope, change.id);
}

/** That a user is no system administrator who can sign in, or not the only one. */
function someoneElse(id: string): string {
  return `(u.disabled OR NOT 'SystemAdministrator' = ANY(u.roles)
    OR EXISTS (SELECT FROM administrators WHERE administrators.id <> ${id}))`;
}

async function refusalOf(sql: Sql, scope: AccountScope, id: string): Promise<UserOutcome> {
  const [row] = await sql.rows<{ managed: boolean }>({
    name: 'user-refusal',
    text: `SELECT ${isManaged('$2')} AS managed FROM user_account u WHERE u.id = $1 AND ${isSeen('$2')}`,
    values: [id, scopeValue(scope)],
  });
  if (!row) return 'missing';
  return row.managed ? 'lastAdministrator' : 'notManaged';
}

/** Whether there is any user at all. */
export async function anyUser(sql: Sql): Promise<boolean> {
  return (await sql.rows({ text: 'SELECT 1 FROM user_account LIMIT 1', values: [] })).length > 0;
}
