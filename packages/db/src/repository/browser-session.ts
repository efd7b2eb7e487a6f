import type { BrowserSessionInfo } from '@ai-sessions/contract';
import type { Actor } from '../access/actor.ts';
import type { Db } from '../db.ts';
import { DONE, type Refusal, type Result } from '../result.ts';
import { selectOpenBrowserSessions } from '../sql/browser-session/find-open-browser-sessions.ts';
import { selectRecentSignIn } from '../sql/browser-session/find-recent-sign-in.ts';
import { recordEvent } from './audit-event.ts';

/** What a new browser session is made of. */
export interface NewBrowserSession {
  readonly userId: string;
  readonly lifetimeSeconds: number;
  /** SHA-256 of the token in its cookie, when that is what the cookie holds. */
  readonly tokenHash?: Uint8Array<ArrayBuffer>;
  /** What the browser calls itself. */
  readonly userAgent?: string;
  /** Who signed in; also says from where. */
  readonly by: Actor;
}

const USER_AGENT_MAXIMUM = 300;
/** The most that are listed. */
const LISTED = 200;
const DAY_MS = 86_400_000;
/** Days after which a browser session that has ended is forgotten. */
const KEPT_DAYS = 30;

/** Opens a browser session, with an event of the sign-in, and returns its id. */
export function openBrowserSession(db: Db, session: NewBrowserSession): Promise<string> {
  const { userId, lifetimeSeconds, tokenHash, userAgent, by } = session;
  return db.write(by, async (tx) => {
    const { id } = await tx.prisma.browserSession.create({
      data: {
        userId,
        tokenHash,
        address: by.address,
        userAgent: userAgent?.slice(0, USER_AGENT_MAXIMUM),
        dateExpires: new Date(tx.now.getTime() + lifetimeSeconds * 1_000),
      },
      select: { id: true },
    });
    await recordEvent(tx, { by, entityType: 'BrowserSession', entityId: id });
    return id;
  });
}

/** Which browser session to end. */
export interface EndedSession {
  readonly id: string;
  /** Only when it belongs to this user. */
  readonly userId?: string;
  readonly by: Actor;
}

/** Ends a browser session that has not ended yet: its cookie stops working. */
export function revokeBrowserSession(
  db: Db,
  { id, userId, by }: EndedSession,
): Promise<Result<undefined, Refusal<'notFound'>>> {
  return db.write(by, async (tx) => {
    const { count } = await tx.prisma.browserSession.updateMany({
      where: { id, userId, dateRevoked: null },
      data: { dateRevoked: tx.now },
    });
    if (count === 0) return { ok: false, reason: 'notFound' };
    await recordEvent(tx, { by, entityType: 'BrowserSession', entityId: id });
    return DONE;
  });
}

/** The browser sessions of a user that have not ended, newest first. */
export async function listBrowserSessions(db: Db, userId: string): Promise<BrowserSessionInfo[]> {
  const rows = await db.rows(selectOpenBrowserSessions(userId, LISTED));
  return rows.map((row) => ({
    id: row.id,
    userId: row.userId,
    dateCreated: row.dateCreated,
    dateExpires: row.dateExpires,
    address: row.address ?? undefined,
    userAgent: row.userAgent ?? undefined,
  }));
}

/** Whether a browser session that has not ended was opened within so many seconds, by the clock of the database. */
export async function isRecentSignIn(
  db: Db,
  browserSessionId: string,
  withinSeconds: number,
): Promise<boolean> {
  return (await db.row(selectRecentSignIn(browserSessionId, withinSeconds))) !== undefined;
}

/** Forgets browser sessions that ended long ago; their events stay. */
export async function forgetOldBrowserSessions(db: Db): Promise<void> {
  await db.write('silently', ({ prisma, now }) => {
    const long = { lt: new Date(now.getTime() - KEPT_DAYS * DAY_MS) };
    return prisma.browserSession.deleteMany({
      where: { OR: [{ dateExpires: long }, { dateRevoked: long }] },
    });
  });
}
