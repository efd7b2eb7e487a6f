import { createHmac, randomBytes } from 'node:crypto';
import { ApiError, signInName } from '@ai-sessions/contract';
import { type Db, recordEvent, replacePasswordHash, type StoredUser } from '@ai-sessions/db';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { hashPassword, normalizePassword, verifyPassword } from './password.ts';
import { actorOf, nameForEvent, type SignInOrigin } from './sign-in-origin.ts';
import type { SignInAttempt, SignInThrottle } from './sign-in-throttle.ts';

/** How long a verified password need not be hashed again. The user is looked up each time all the same. */
const PASSWORD_LIFETIME_MS = 60_000;

/** Passwords that are tried at once: so many more than the throttle allows may be, because none has failed yet. */
const ATTEMPTS_AT_ONCE = 2;

/** How many wait for that, which takes a second or two; who comes then is better off asking again. */
const WAITING_ATTEMPTS = 100;

/** A sign-in with a password. */
export interface PasswordSignIn {
  readonly emailAddress: string;
  readonly password: string;
}

interface PasswordSignInOptions {
  readonly db: Db;
  readonly throttle: SignInThrottle;
  /** The user with this name, in lower case, who may sign in at all. */
  readonly findUser: (userName: string) => Promise<StoredUser | undefined>;
}

/**
 * The user with a password; `undefined` when there is none who may sign in, which leaves an event.
 *
 * @throws ApiError `TooManyRequests` after too many failures, `Overloaded` when too many try at once.
 */
export type SignInWithPassword = (
  given: PasswordSignIn,
  origin: SignInOrigin,
) => Promise<StoredUser | undefined>;

/** That a password was found to be the right one. */
interface VerifiedPassword {
  readonly passwordHash: string;
  /** HMAC of the password, under a key of this process. */
  readonly passwordDigest: string;
}

/** Makes the password sign-in: throttled, audited, and not hashed again for a minute after it was right. */
export function createPasswordSignIn({ db, throttle, findUser }: PasswordSignInOptions): SignInWithPassword {
  // By user name and address, so that it helps nobody elsewhere to find out which password is the right one.
  const verified = new LRUCache<string, VerifiedPassword>({ max: 10_000, ttl: PASSWORD_LIFETIME_MS });
  const inFlight = new Map<string, Promise<boolean>>();
  const attempts = pLimit(ATTEMPTS_AT_ONCE);
  const pepper = randomBytes(32);

  async function signIn(
    { emailAddress, password }: PasswordSignIn,
    origin: SignInOrigin,
  ): Promise<StoredUser | undefined> {
    if (/\0/.test(emailAddress) || !emailAddress.isWellFormed()) return undefined;
    const userName = signInName(emailAddress);
    const user = await findUser(userName);
    const place = `${origin.address} ${userName}`;
    const passwordDigest = createHmac('sha256', pepper)
      .update(normalizePassword(password))
      .digest('base64url');
    const earlier = verified.get(place);
    if (
      user?.passwordHash &&
      earlier?.passwordHash === user.passwordHash &&
      earlier.passwordDigest === passwordDigest
    ) {
      return user;
    }
    const attempt = throttle.attempt(userName, origin.address);
    try {
      // Asked before queueing too, so that those who are turned away do not stand before those who are not.
      await attempt.admit();
      // A client that sends many requests at once has its password hashed once, not once for each.
      const key = `${passwordDigest} ${place}`;
      const verification = inFlight.get(key) ?? enqueue(() => verify(attempt, user, password));
      inFlight.set(key, verification);
      if (!(await verification.finally(() => inFlight.delete(key)))) {
        await recordEvent(db, {
          by: { ...actorOf(user, origin), userName: nameForEvent(userName) },
          entityType: 'User',
          entityId: user?.id,
          refusal: 'Unauthorized',
        });
        await attempt.failed();
        return undefined;
      }
    } catch (error) {
      // Or somebody at the same address could go on guessing until one guess is not turned away.
      if (error instanceof ApiError && error.code === 'TooManyRequests') verified.delete(place);
      throw error;
    }
    if (!user?.passwordHash) return undefined;
    verified.set(place, { passwordHash: user.passwordHash, passwordDigest });
    return user;
  }

  function enqueue(verification: () => Promise<boolean>): Promise<boolean> {
    if (attempts.pendingCount >= WAITING_ATTEMPTS) throw new ApiError('Overloaded', { retryAfter: 1 });
    return attempts(verification);
  }

  async function verify(
    attempt: SignInAttempt,
    user: StoredUser | undefined,
    password: string,
  ): Promise<boolean> {
    await attempt.admit();
    const outcome = await verifyPassword(user?.passwordHash, password);
    if (outcome === 'wrong') return false;
    await attempt.succeeded();
    if (user?.passwordHash && outcome === 'outdated') await renewHash(user.id, user.passwordHash, password);
    return true;
  }

  /** Only now is the password at hand. When it fails, the next sign-in tries again. */
  async function renewHash(id: string, from: string, password: string): Promise<void> {
    await hashPassword(password)
      .then((to) => replacePasswordHash(db, { id, from, to }))
      .catch(() => undefined);
  }

  return signIn;
}
