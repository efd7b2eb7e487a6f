import { findUserById, type StoredUser } from './caller.ts';
import type { Sql } from './statement.ts';

/** How an OpenID provider knows somebody. */
export interface Identity {
  readonly issuer: string;
  /** The provider's own name for them, which is never given to anybody else. */
  readonly subject: string;
}

/** Finds the user of an identity. */
export async function findUserByIdentity(
  sql: Sql,
  { issuer, subject }: Identity,
): Promise<StoredUser | undefined> {
  const [row] = await sql.rows<{ userId: string }>({
    name: 'user-identity-find',
    text: 'SELECT user_id AS "userId" FROM user_identity WHERE issuer = $1 AND subject = $2',
    values: [issuer, subject],
  });
  return row && findUserById(sql, row.userId);
}

/** Remembers whose an identity is. One that is known already stays with its user. */
export async function linkIdentity(sql: Sql, { issuer, subject }: Identity, userId: string): Promise<void> {
  await sql.rows({
    name: 'user-identity-link',
    text: `INSERT INTO user_identity (issuer, subject, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    values: [issuer, subject, userId],
  });
}
