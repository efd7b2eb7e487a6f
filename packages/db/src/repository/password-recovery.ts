import { type Actor, auditText } from './actor.ts';
import type { Sql } from './statement.ts';

/** A link with which a user sets a new password. */
export interface NewRecovery {
  readonly userId: string;
  /** SHA-256 of its token. */
  readonly tokenHash: Buffer;
  readonly lifetimeSeconds: number;
  /** Who made it, for its event; without, the event was written before. */
  readonly by?: Actor;
}

const STORE = `INSERT INTO password_recovery (token_hash, user_id, date_expires)
  SELECT $1, id, now() + make_interval(secs => $3) FROM user_account WHERE id = $2 AND NOT disabled
  RETURNING user_id, date_expires AS "dateExpires"`;

/** Stores a recovery and returns when it expires; `undefined` when there is no such user who may sign in. */
export async function storeRecovery(sql: Sql, recovery: NewRecovery): Promise<string | undefined> {
  const { tokenHash, userId, lifetimeSeconds, by } = recovery;
  const values = [tokenHash, userId, lifetimeSeconds];
  const [row] = await sql.rows<{ dateExpires: string }>(
    by === undefined
      ? { name: 'recovery-store', text: STORE, values }
      : {
          name: 'recovery-store-audited',
          text: `WITH stored AS (${STORE})
                 SELECT "dateExpires", audit_write($4::jsonb, 'User', user_id, '{}') FROM stored`,
          values: [...values, auditText(by)],
        },
  );
  return row?.dateExpires;
}

/** Whose password may be set with a token; `undefined` when it is wrong, used or expired by the database's clock. */
export async function findRecovery(
  sql: Sql,
  tokenHash: Buffer,
): Promise<{ readonly userId: string; readonly emailAddress: string } | undefined> {
  const [user] = await sql.rows<{ userId: string; emailAddress: string }>({
    name: 'recovery-find',
    text: `SELECT u.id AS "userId", u.email_address AS "emailAddress"
           FROM password_recovery r JOIN user_account u ON u.id = r.user_id
           WHERE r.token_hash = $1 AND r.date_expires > now() AND NOT u.disabled`,
    values: [tokenHash],
  });
  return user;
}

/**
 * Sets a password with a token. Ends the browser sessions of the user and all their recoveries.
 *
 * @returns Whether the token was still good: of several who use it at once, one succeeds.
 */
export async function redeemRecovery(
  sql: Sql,
  {
    tokenHash,
    passwordHash,
    by,
  }: { readonly tokenHash: Buffer; readonly passwordHash: string; readonly by: Actor },
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'recovery-redeem',
    text: `WITH used AS (
             DELETE FROM password_recovery WHERE token_hash = $1 AND date_expires > now() RETURNING user_id),
           changed AS (
             UPDATE user_account u SET password_hash = $2, last_modified_by = $3, date_last_modified = now()
             FROM used, audit_as($4) WHERE u.id = used.user_id AND NOT u.disabled RETURNING u.id),
           ended AS (
             UPDATE browser_session b SET date_revoked = now() FROM changed
             WHERE b.user_id = changed.id AND b.date_revoked IS NULL),
           forgotten AS (
             DELETE FROM password_recovery r USING changed WHERE r.user_id = changed.id AND r.token_hash <> $1)
           SELECT 1 FROM changed`,
    values: [tokenHash, passwordHash, by.userName, auditText(by)],
  });
  return rows.length > 0;
}

/** Forgets recoveries that have expired. */
export async function forgetOldRecoveries(sql: Sql): Promise<void> {
  await sql.rows({ text: 'DELETE FROM password_recovery WHERE date_expires < now()', values: [] });
}
