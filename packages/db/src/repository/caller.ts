import { signInName, type UserInfo } from '@ai-sessions/contract';
import type { Sql } from './statement.ts';

/** A user as sign-in and the role check need it. */
export interface StoredUser {
  readonly id: string;
  readonly emailAddress: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly passwordHash: string | null;
  readonly roles: readonly string[];
  readonly accountIds: readonly string[];
  /** What they may do as a Manager at most; everything that Managers may when null. */
  readonly managerAccess: UserInfo['managerAccess'] | null;
  /** Areas of the platform's dashboard. */
  readonly dashboardPermissions: NonNullable<UserInfo['dashboardPermissions']>;
  readonly disabled: boolean;
}

/** An API key as its bearer's rights need it. */
export interface StoredApiKey {
  readonly apiKeyId: string;
  readonly kind: string;
  /** Roles of its owner that it has; all of them when empty. */
  readonly keyRoles: readonly string[];
  /** Accounts of its owner that it may work on; all of them when empty. */
  readonly keyAccountIds: readonly string[];
  /** ISO 8601. */
  readonly dateKeyExpires: string | null;
  /** Whether the mark of its last use is so old that it should be set again. */
  readonly unmarked: boolean;
}

/** A browser session as its holder's rights need it. */
export interface StoredBrowserSession {
  readonly browserSessionId: string;
  /** ISO 8601. */
  readonly dateSignedIn: string;
}

const USER = `u.id, u.email_address AS "emailAddress", u.first_name AS "firstName", u.last_name AS "lastName",
  u.password_hash AS "passwordHash", u.roles, u.account_ids AS "accountIds",
  u.manager_access AS "managerAccess", u.dashboard_permissions AS "dashboardPermissions", u.disabled`;
const API_KEY = `k.id AS "apiKeyId", k.kind, k.roles AS "keyRoles", k.account_ids AS "keyAccountIds",
  k.date_expires AS "dateKeyExpires",
  (k.date_last_used IS NULL OR k.date_last_used < now() - interval '1 minute') AS unmarked`;
const BROWSER_SESSION = 'b.id AS "browserSessionId", b.date_created AS "dateSignedIn"';

/** An API key is good while it is neither revoked nor expired by the database's clock. */
const KEY_IS_GOOD = 'k.date_revoked IS NULL AND (k.date_expires IS NULL OR k.date_expires > now())';
/** The same of a browser session. */
const SESSION_IS_GOOD = 'b.date_revoked IS NULL AND b.date_expires > now()';

/** Finds a user by e-mail address, however it was typed. */
export async function findUserByEmail(sql: Sql, emailAddress: string): Promise<StoredUser | undefined> {
  const [user] = await sql.rows<StoredUser>({
    name: 'user-find-by-email',
    text: `SELECT ${USER} FROM user_account u WHERE u.email_address = $1`,
    values: [signInName(emailAddress)],
  });
  return user;
}

/** Finds a user by id. */
export async function findUserById(sql: Sql, id: string): Promise<StoredUser | undefined> {
  const [user] = await sql.rows<StoredUser>({
    name: 'user-find-by-id',
    text: `SELECT ${USER} FROM user_account u WHERE u.id = $1`,
    values: [id],
  });
  return user;
}

/** Finds a good API key by its hash, with its owner. */
export async function findUserByApiKey(
  sql: Sql,
  hash: Buffer,
): Promise<(StoredUser & StoredApiKey) | undefined> {
  const [user] = await sql.rows<StoredUser & StoredApiKey>({
    name: 'user-find-by-api-key',
    text: `SELECT ${USER}, ${API_KEY} FROM api_key k JOIN user_account u ON u.id = k.user_id
           WHERE k.hash = $1 AND ${KEY_IS_GOOD}`,
    values: [hash],
  });
  return user;
}

/** Finds a good API key by its id, with its owner. */
export async function findUserByApiKeyId(
  sql: Sql,
  id: string,
): Promise<(StoredUser & StoredApiKey) | undefined> {
  const [user] = await sql.rows<StoredUser & StoredApiKey>({
    name: 'user-find-by-api-key-id',
    text: `SELECT ${USER}, ${API_KEY} FROM api_key k JOIN user_account u ON u.id = k.user_id
           WHERE k.id = $1 AND ${KEY_IS_GOOD}`,
    values: [id],
  });
  return user;
}

/** Finds a good browser session by its id, with its user. */
export async function findUserByBrowserSession(
  sql: Sql,
  id: string,
): Promise<(StoredUser & StoredBrowserSession) | undefined> {
  const [user] = await sql.rows<StoredUser & StoredBrowserSession>({
    name: 'user-find-by-browser-session',
    text: `SELECT ${USER}, ${BROWSER_SESSION} FROM browser_session b JOIN user_account u ON u.id = b.user_id
           WHERE b.id = $1 AND ${SESSION_IS_GOOD}`,
    values: [id],
  });
  return user;
}

/** The same for a browser session whose cookie holds a random token. */
export async function findUserBySessionToken(
  sql: Sql,
  tokenHash: Buffer,
): Promise<(StoredUser & StoredBrowserSession) | undefined> {
  const [user] = await sql.rows<StoredUser & StoredBrowserSession>({
    name: 'user-find-by-session-token',
    text: `SELECT ${USER}, ${BROWSER_SESSION} FROM browser_session b JOIN user_account u ON u.id = b.user_id
           WHERE b.token_hash = $1 AND ${SESSION_IS_GOOD}`,
    values: [tokenHash],
  });
  return user;
}
