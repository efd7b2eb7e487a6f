import type { BrowserSessionInfo } from '@ai-sessions/contract';
import { type Actor, auditText } from './actor.ts';
import type { Sql } from './statement.ts';

/** What a new browser session is made of. */
export interface NewBrowserSession {
  readonly userId: string;
  readonly lifetimeSeconds: number;
  /** SHA-256 of the token in its cookie, when that is what the cookie holds. */
  readonly tokenHash?: Buffer;
  /** What the browser calls itself. */
  readonly userAgent?: string;
  /** Who signed in; also says from where. */
  readonly by: Actor;
}

const USER_AGENT_MAXIMUM = 300;

/** Opens a browser session, with an event of the sign-in, and returns its id. */
export async function openBrowserSession(sql: Sql, session: NewBrowserSession): Promise<string> {
  const { userId, lifetimeSeconds, tokenHash, userAgent, by } = session;
  const [row] = await sql.rows<{ id: string }>({
    name: 'browser-session-open',
    text: `WITH opened AS (
             INSERT INTO browser_session (user_id, date_expires, token_hash, address, user_agent)
             VALUES ($1, now() + make_interval(secs => $2), $3, $4, $5) RETURNING id)
           SELECT id, audit_write($6::jsonb, 'BrowserSession', id, '{}') FROM opened`,
    values: [
      userId,
      lifetimeSeconds,
      tokenHash ?? null,
      by.address ?? null,
      userAgent?.slice(0, USER_AGENT_MAXIMUM) ?? null,
      auditText(by),
    ],
  });
  if (!row) throw new Error('A browser session was not stored.');
  return row.id;
}

/** Which browser session to end. */
export interface EndedSession {
  readonly id: string;
  /** Only when it belongs to this user. */
  readonly userId?: string;
  readonly by: Actor;
}

/** Ends a browser session: its cookie stops working. `false` when there was none to end. */
export async function revokeBrowserSession(sql: Sql, { id, userId, by }: EndedSession): Promise<boolean> {
  const rows = await sql.rows({
    name: 'browser-session-revoke',
    text: `WITH ended AS (
             UPDATE browser_session SET date_revoked = now()
             WHERE id = $1 AND date_revoked IS NULL AND ($2::text IS NULL OR user_id = $2) RETURNING id)
           SELECT audit_write($3::jsonb, 'BrowserSession', id, '{}') FROM ended`,
    values: [id, userId ?? null, auditText(by)],
  });
  return rows.length > 0;
}

/** The browser sessions of a user that have not ended, newest first. */
export async function listBrowserSessions(sql: Sql, userId: string): Promise<BrowserSessionInfo[]> {
  const rows = await sql.rows<{
    id: string;
    userId: string;
    dateCreated: string;
    dateExpires: string;
    address: string | null;
    userAgent: string | null;
  }>({
    name: 'browser-session-list',
    text: `SELECT id, user_id AS "userId", date_created AS "dateCreated", date_expires AS "dateExpires", address,
                  user_agent AS "userAgent"
           FROM browser_session WHERE user_id = $1 AND date_revoked IS NULL AND date_expires > now()
           ORDER BY id DESC LIMIT 200`,
    values: [userId],
  });
  return rows.map(({ address, userAgent, ...row }) => ({
    ...row,
    address: address ?? undefined,
    userAgent: userAgent ?? undefined,
  }));
}

/** Forgets browser sessions that ended long ago; their events stay. */
export async function forgetOldBrowserSessions(sql: Sql): Promise<void> {
  await sql.rows({
    text: `DELETE FROM browser_session
           WHERE date_expires < now() - interval '30 days' OR date_revoked < now() - interval '30 days'`,
    values: [],
  });
}
