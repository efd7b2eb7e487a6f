import { setTimeout as delay } from 'node:timers/promises';
import type { Principal } from '@ai-sessions/auth';
import { type AISessionEvent, FollowAISession } from '@ai-sessions/contract';
import { findSessionProgress, type SessionProgress } from '@ai-sessions/db';
import { isAdmitted } from '../../access.ts';
import type { CallOf } from '../../context.ts';
import { found } from '../../missing.ts';
import { eventsBetween, eventsOfStanding, type ToldSession } from './session-events.ts';

/** How often it is checked that a follower may still look. With what is cached of callers that is less than a second. */
const STILL_ALLOWED_MS = 150;
/** How often it is looked whether something has changed although nobody said so. */
const LOOK_AGAIN_MS = 5_000;
/** How often a follower hears something: what is silent for longer is closed by proxies, and given up by clients. */
const SIGN_OF_LIFE_MS = 15_000;
/** How much longer than a look the pause after it is, so that followers of a long session take a small part of the time. */
const PAUSE_FACTOR = 10;
const PAUSE_MAXIMUM_MS = 1_000;

/**
 * Tells how a session stands and, as long as somebody follows it, what happens to it. The id of an event is the version
 * of the session; whoever has the present one is not told again how it stands.
 */
export async function* followAISession(
  call: CallOf<typeof FollowAISession>,
  leaving: AbortSignal | undefined,
): AsyncGenerator<AISessionEvent | undefined> {
  const { input, principal, db, context } = call;
  const { services, reply } = context;
  const { sessionId } = input;
  const session: ToldSession = {
    id: sessionId,
    link: `${services.publicUrl ?? ''}/admin/sessions/${encodeURIComponent(sessionId)}`,
  };
  const known = await findSessionProgress(db, principal.accounts, sessionId);
  let seen = found(known?.state === 'Discarded' ? undefined : known, 'AI session', sessionId);
  const lastEventId = context.header('last-event-id') || input.lastEventId;
  const isNew = lastEventId !== String(seen.version);
  yield* numbered(isNew ? eventsOfStanding(session, seen) : [], seen, reply);
  if (!leaving) return;

  let told = performance.now();
  let looked = told;
  // A sign of life at once: there may be nothing to tell for long.
  if (!isNew) yield undefined;
  for await (const news of services.feed.changes(sessionId, leaving, STILL_ALLOWED_MS)) {
    const caller = await stillAdmitted(call);
    if (!caller || !mayRead(caller, seen)) return;
    const started = performance.now();
    if (news === 'news' || started - looked > LOOK_AGAIN_MS) {
      const present = await findSessionProgress(db, caller.accounts, sessionId);
      if (!present) return;
      looked = performance.now();
      const events = eventsBetween(session, seen, present);
      seen = present;
      if (events.length > 0) {
        yield* numbered(events, seen, reply);
        told = performance.now();
      }
      if (present.state === 'Discarded') return;
      const pause = Math.min(PAUSE_FACTOR * (looked - started), PAUSE_MAXIMUM_MS);
      await delay(pause, undefined, { signal: leaving }).catch(() => {});
    } else if (started - told > SIGN_OF_LIFE_MS) {
      yield undefined;
      told = performance.now();
    }
  }
}

/** Gives events; the last of them names the version, so that whoever got only some is told again. */
function* numbered(
  events: readonly AISessionEvent[],
  { version }: SessionProgress,
  reply: { eventId?: string },
): Generator<AISessionEvent> {
  for (const [index, event] of events.entries()) {
    reply.eventId = index === events.length - 1 ? String(version) : undefined;
    yield event;
  }
  reply.eventId = undefined;
}

/** Whoever follows a session, as long as they may: rights can be withdrawn meanwhile. */
async function stillAdmitted({
  context: { services, header, signInOrigin },
}: CallOf<typeof FollowAISession>): Promise<Principal | undefined> {
  const principal = await services.authenticator.authenticate(header, signInOrigin).catch(() => undefined);
  return principal && isAdmitted(FollowAISession, principal) ? principal : undefined;
}

function mayRead({ accounts }: Principal, { accountId }: SessionProgress): boolean {
  return accounts === 'all' || (accountId !== undefined && accounts.includes(accountId));
}
