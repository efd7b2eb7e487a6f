import { GetAISession } from '@ai-sessions/contract';
import { findSessionStanding, type SessionStanding } from '@ai-sessions/db';
import { isAdmitted } from '../../access.ts';
import type { CallOf } from '../../context.ts';

/** How often it is checked that a watcher may still look. */
const STILL_ALLOWED_MS = 5_000;

/** Tells a page whenever its session changes: an element with the version that it has then. */
export async function* watchAISession(call: CallOf<typeof GetAISession>, signal: AbortSignal) {
  const { services } = call.context;
  const { sessionId } = call.input;
  let version: number | undefined;
  for await (const _ of services.feed.changes(sessionId, signal, STILL_ALLOWED_MS)) {
    const standing = await stillReadable(call);
    if (!standing) return;
    if (standing.version === version) continue;
    version = standing.version;
    yield standing;
  }
}

/** Where the session stands, as long as whoever watches it may read it: rights can be withdrawn meanwhile. */
async function stillReadable(call: CallOf<typeof GetAISession>): Promise<SessionStanding | undefined> {
  const { authenticator, db } = call.context.services;
  const principal = await authenticator
    .authenticate(call.context.header, call.context.signInOrigin)
    .catch(() => undefined);
  if (!principal || !isAdmitted(GetAISession, principal)) return undefined;
  return findSessionStanding(db, principal.accounts, call.input.sessionId);
}
