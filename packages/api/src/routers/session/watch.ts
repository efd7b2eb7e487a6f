import type { Principal } from '@ai-sessions/auth';
import { GetAISession } from '@ai-sessions/contract';
import { findCommentsMark, findSessionStanding, type SessionStanding } from '@ai-sessions/db';
import { isAdmitted, isAgent } from '../../access.ts';
import type { CallOf } from '../../context.ts';

/** How often it is checked that a watcher may still look. */
const STILL_ALLOWED_MS = 5_000;

/** What a page is told of its session. */
export interface SessionNews extends SessionStanding {
  /** Names its comments as they are: another name means that one was added, changed or removed. */
  readonly comments: string;
  /** What the other people are called who have it open at the moment; none for who may not know. */
  readonly viewers: readonly string[];
}

/**
 * Tells a page whenever its session changes, or others comment on it, open or close it: an element with the version that it
 * has then. A person who watches in the browser has it open, too.
 */
export async function* watchAISession(
  call: CallOf<typeof GetAISession>,
  signal: AbortSignal,
): AsyncGenerator<SessionNews> {
  const { feed, viewers } = call.context.services;
  const { sessionId } = call.input;
  let told: string | undefined;
  let leave: (() => Promise<void>) | undefined;
  try {
    for await (const _ of feed.changes(sessionId, signal, STILL_ALLOWED_MS)) {
      const caller = await stillAdmitted(call);
      const standing = caller && (await findSessionStanding(call.db, caller.accounts, sessionId));
      if (!standing) return;
      // Who looks is worth less than what they look at: a page goes on without it.
      let others: readonly string[] = [];
      if (isReviewer(caller)) {
        leave ??= await viewers.enter(sessionId, caller.userId).catch(() => undefined);
        others = await viewers.othersThan(caller.userId, sessionId).catch(() => []);
      }
      const comments = await findCommentsMark(call.db, sessionId);
      const news: SessionNews = { ...standing, comments, viewers: others };
      const text = JSON.stringify(news);
      if (text === told) continue;
      told = text;
      yield news;
    }
  } finally {
    await leave?.().catch(() => {});
  }
}

/** Whoever watches, as long as they may read sessions: rights can be withdrawn meanwhile. */
async function stillAdmitted({ context }: CallOf<typeof GetAISession>): Promise<Principal | undefined> {
  const { header, services, signInOrigin } = context;
  const principal = await services.authenticator.authenticate(header, signInOrigin).catch(() => undefined);
  return principal && isAdmitted(GetAISession, principal) ? principal : undefined;
}

/**
 * Whether it is a person at the desk who watches: they count as looking, and may know who else does. Programs do neither,
 * and nor does whoever may not know the users of all accounts.
 */
function isReviewer(caller: Principal): boolean {
  return caller.method === 'browserSession' && !isAgent(caller) && caller.accounts === 'all';
}
