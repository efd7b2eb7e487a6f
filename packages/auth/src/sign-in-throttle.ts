import { createHash } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import { ApiError } from '@ai-sessions/contract';
import type { Database } from '@ai-sessions/db';
import ipaddr from 'ipaddr.js';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 24 * 60 * MINUTE_SECONDS;

/** How many failures are let pass, and in how many seconds from the first one. */
const limits = {
  /** Somebody who tries to remember a password. */
  userAtAddress: { points: 10, duration: 15 * MINUTE_SECONDS },
  /** Somebody who tries one password with many users. */
  address: { points: 28, duration: 15 * MINUTE_SECONDS },
  /** Many who try passwords of one user from everywhere. */
  user: { points: 100, duration: 60 * MINUTE_SECONDS },
} as const;

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
  const limiter = (keyPrefix: string, limit: { readonly points: number; readonly duration: number }) =>
    new RateLimiterPostgres({
      ...limit,
      keyPrefix,
      storeClient: pool,
      tableName: 'sign_in_throttle',
      tableCreated: true,
      // Clearing goes over the whole table, so one of them does it for all.
      clearExpiredByTimeout: keyPrefix === 'address',
    });
  const byUserAtAddress = limiter('user-address', limits.userAtAddress);
  const byAddress = limiter('address', limits.address);
  const byUser = limiter('user', limits.user);
  const familiar = limiter('familiar', { points: 1, duration: FAMILIAR_SECONDS });

  return {
    attempt(userName, address) {
      const user = userName.toLowerCase();
      const network = networkOf(address);
      const own = { limiter: byUserAtAddress, key: keyOf(user, network) };
      // Where no address is known, all clients would pay for the failures of one.
      const others = [
        ...(isIP(address) === 0 ? [] : [{ limiter: byAddress, key: keyOf(network) }]),
        { limiter: byUser, key: keyOf(user) },
      ];
      return {
        async admit() {
          const [ofOwn, ...ofOthers] = await Promise.all(
            [own, ...others].map(async ({ limiter, key }) =>
              waitAfter(await limiter.get(key), limiter.points - 1),
            ),
          );
          if (ofOwn) throw tooMany(ofOwn);
          const wait = Math.max(...ofOthers);
          if (wait > 0 && !(await familiar.get(own.key))) throw tooMany(wait);
        },
        async failed() {
          const waits = await Promise.all(
            [own, ...others].map(async ({ limiter, key }) =>
              waitAfter(await limiter.penalty(key), limiter.points),
            ),
          );
          const wait = Math.max(...waits);
          if (wait > 0) throw tooMany(wait);
        },
        async succeeded() {
          // A database that cannot write at the moment does not keep anybody out who is right.
          await Promise.allSettled([own.limiter.delete(own.key), familiar.set(own.key, 1, FAMILIAR_SECONDS)]);
        },
      };
    },
  };
}

/** Milliseconds until the next attempt when there are more failures than these; 0 when there are not. */
function waitAfter(count: RateLimiterRes | null, failures: number): number {
  return count && count.consumedPoints > failures ? count.msBeforeNext : 0;
}

function tooMany(waitMs: number): ApiError {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1_000));
  const minutes = Math.ceil(retryAfter / MINUTE_SECONDS);
  return new ApiError('TooManyRequests', {
    message: `Too many failed sign-ins. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
    retryAfter,
  });
}

/** User names are what people type, and now and then that is their password: only hashes are stored. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url');
}

/** A client of IPv6 has a network of 2^64 addresses to itself, and could use another one for each guess. */
function networkOf(address: string): string {
  return isIPv6(address) ? ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':') : address;
}
