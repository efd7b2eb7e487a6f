import type { PrismaClient } from '../generated/prisma/client.ts';
import { type Sql, sqlStateOf, UNIQUE_VIOLATION } from './statement.ts';

/** A user as sign-in and the role check need it. */
export interface StoredUser {
  readonly id: string;
  readonly emailAddress: string;
  readonly name: string | null;
  readonly passwordHash: string | null;
  readonly roles: readonly string[];
  readonly disabled: boolean;
}

const COLUMNS = `u.id, u.email_address AS "emailAddress", u.name, u.password_hash AS "passwordHash", u.roles, u.disabled`;

/** Finds a user by e-mail address, in any case. */
export async function findUserByEmail(sql: Sql, emailAddress: string): Promise<StoredUser | undefined> {
  const [user] = await sql.rows<StoredUser>({
    name: 'user-find-by-email',
    text: `SELECT ${COLUMNS} FROM user_account u WHERE u.email_address = $1`,
    values: [emailAddress.toLowerCase()],
  });
  return user;
}

/** Finds the owner of an API key that is neither revoked nor expired by the database's clock. */
export async function findUserByApiKey(sql: Sql, hash: Buffer): Promise<StoredUser | undefined> {
  const [user] = await sql.rows<StoredUser>({
    name: 'user-find-by-api-key',
    text: `SELECT ${COLUMNS} FROM api_key k JOIN user_account u ON u.id = k.user_id
           WHERE k.hash = $1 AND k.date_revoked IS NULL AND (k.date_expires IS NULL OR k.date_expires > now())`,
    values: [hash],
  });
  return user;
}

/** Finds the user of a browser session that is neither revoked nor expired by the database's clock. */
export async function findUserByBrowserSession(sql: Sql, id: string): Promise<StoredUser | undefined> {
  const [user] = await sql.rows<StoredUser>({
    name: 'user-find-by-browser-session',
    text: `SELECT ${COLUMNS} FROM browser_session b JOIN user_account u ON u.id = b.user_id
           WHERE b.id = $1 AND b.date_revoked IS NULL AND b.date_expires > now()`,
    values: [id],
  });
  return user;
}

/** The same for a browser session whose cookie holds a random token. */
export async function findUserBySessionToken(sql: Sql, tokenHash: Buffer): Promise<StoredUser | undefined> {
  const [user] = await sql.rows<StoredUser>({
    name: 'user-find-by-session-token',
    text: `SELECT ${COLUMNS} FROM browser_session b JOIN user_account u ON u.id = b.user_id
           WHERE b.token_hash = $1 AND b.date_revoked IS NULL AND b.date_expires > now()`,
    values: [tokenHash],
  });
  return user;
}

/** What a new browser session is made of. */
export interface NewBrowserSession {
  readonly userId: string;
  readonly lifetimeSeconds: number;
  /** SHA-256 of the token in its cookie, when that is what the cookie holds. */
  readonly tokenHash?: Buffer;
}

/** Opens a browser session and returns its id. */
export async function openBrowserSession(
  sql: Sql,
  { userId, lifetimeSeconds, tokenHash }: NewBrowserSession,
): Promise<string> {
  const [row] = await sql.rows<{ id: string }>({
    name: 'browser-session-open',
    text: `INSERT INTO browser_session (user_id, date_expires, token_hash)
           VALUES ($1, now() + make_interval(secs => $2), $3) RETURNING id`,
    values: [userId, lifetimeSeconds, tokenHash ?? null],
  });
  if (!row) throw new Error('A browser session was not stored.');
  return row.id;
}

/** Ends a browser session: its cookie stops working. */
export async function revokeBrowserSession(sql: Sql, id: string): Promise<void> {
  await sql.rows({
    name: 'browser-session-revoke',
    text: 'UPDATE browser_session SET date_revoked = now() WHERE id = $1 AND date_revoked IS NULL',
    values: [id],
  });
}

/** The same for a browser session whose cookie holds a random token. */
export async function revokeSessionToken(sql: Sql, tokenHash: Buffer): Promise<void> {
  await sql.rows({
    name: 'browser-session-revoke-token',
    text: 'UPDATE browser_session SET date_revoked = now() WHERE token_hash = $1 AND date_revoked IS NULL',
    values: [tokenHash],
  });
}

/** Stores an API key by its hash. */
export async function storeApiKey(
  prisma: PrismaClient,
  key: {
    readonly userId: string;
    readonly name: string;
    readonly prefix: string;
    readonly hash: Uint8Array<ArrayBuffer>;
  },
): Promise<void> {
  await prisma.apiKey.create({ data: key, select: { id: true } });
}

/** Creates a user; `false` when the e-mail address is taken. */
export async function createUser(
  sql: Sql,
  user: { readonly emailAddress: string; readonly passwordHash: string; readonly roles: readonly string[] },
): Promise<boolean> {
  try {
    await sql.rows({
      text: 'INSERT INTO user_account (email_address, password_hash, roles, date_last_modified) VALUES ($1, $2, $3, now())',
      values: [user.emailAddress.toLowerCase(), user.passwordHash, user.roles],
    });
    return true;
  } catch (error) {
    if (sqlStateOf(error) === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

/** Whether there is any user at all. */
export async function anyUser(sql: Sql): Promise<boolean> {
  return (await sql.rows({ text: 'SELECT 1 FROM user_account LIMIT 1', values: [] })).length > 0;
}
