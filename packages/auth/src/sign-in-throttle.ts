import { isIP } from 'node:net';
import { signInName } from '@ai-sessions/contract';
import type { Database } from '@ai-sessions/db';
import { createCounter, keyOf, MINUTE_SECONDS, msUntilAllowed, networkOf, tooMany } from './counter.ts';

const DAY_SECONDS = 24 * 60 * MINUTE_SECONDS;

/** Failures that are allowed, and the window in seconds, from the first one on. */
const limits = {
  /** Somebody who tries to remember a password. */
  userAtAddress: { points: 10, duration: 15 * MINUTE_SECONDS },
  /** Somebody who tries one password with many users. */
  address: { points: 28, duration: 15 * MINUTE_SECONDS },
  /** Many who try passwords of one user from everywhere. */
  user: { points: 100, duration: 60 * MINUTE_SECONDS },
} as const;

const FAILURES = 'failed sign-ins';

/** How long it is remembered that a user has signed in from an address. */
const FAMILIAR_SECONDS = 90 * DAY_SECONDS;

/** Slows down whoever guesses passwords: counts failed sign-ins for all processes on a database. */
export interface SignInThrottle {
  /** A password is about to be tried for a user name, from an address. Whether there is such a user is of no account. */
  attempt(userName: string, address: string): SignInAttempt;
}

/** One attempt to sign in. */
export interface SignInAttempt {
  /**
   * Lets the password be tried. A user who has signed in from this address before is kept out by failures of their
   * own only, not by those of others.
   *
   * @throws ApiError `TooManyRequests`
   */
  admit(): Promise<void>;
  /**
   * Counts a failure.
   *
   * @throws ApiError `TooManyRequests` when it was one too many: attempts at the same time may all have been admitted.
   */
  failed(): Promise<void>;
  /** Forgets the user's failures at this address, and remembers the address. */
  succeeded(): Promise<void>;
}

/** Makes a {@link SignInThrottle} on a database. */
export function createSignInThrottle(pool: Database['pool']): SignInThrottle {
  const byUserAtAddress = createCounter(pool, 'user-address', limits.userAtAddress);
  const byAddress = createCounter(pool, 'address', limits.address);
  const byUser = createCounter(pool, 'user', limits.user);
  const familiar = createCounter(pool, 'familiar', { points: 1, duration: FAMILIAR_SECONDS });

  return {
    attempt(userName, address) {
      const user = signInName(userName);
      const network = networkOf(address);
      const own = { counter: byUserAtAddress, key: keyOf(user, network) };
      // Where no address is known, all clients would pay for the failures of one.
      const others = [
        ...(isIP(address) === 0 ? [] : [{ counter: byAddress, key: keyOf(network) }]),
        { counter: byUser, key: keyOf(user) },
      ];
      return {
        async admit() {
          const [ofOwn, ...ofOthers] = await Promise.all(
            [own, ...others].map(async ({ counter, key }) =>
              msUntilAllowed(await counter.get(key), counter.points - 1),
            ),
          );
          if (ofOwn) throw tooMany(FAILURES, ofOwn);
          const wait = Math.max(...ofOthers);
          if (wait > 0 && !(await familiar.get(own.key))) throw tooMany(FAILURES, wait);
        },
        async failed() {
          const waits = await Promise.all(
            [own, ...others].map(async ({ counter, key }) =>
              msUntilAllowed(await counter.penalty(key), counter.points),
            ),
          );
          const wait = Math.max(...waits);
          if (wait > 0) throw tooMany(FAILURES, wait);
        },
        async succeeded() {
          // A database that cannot write at the moment does not keep anybody out who is right.
          await Promise.allSettled([own.counter.delete(own.key), familiar.set(own.key, 1, FAMILIAR_SECONDS)]);
        },
      };
    },
  };
}
