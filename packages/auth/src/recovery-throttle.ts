import { isIP } from 'node:net';
import { signInName } from '@ai-sessions/contract';
import type { Database } from '@ai-sessions/db';
import { createCounter, keyOf, MINUTE_SECONDS, msUntilAllowed, networkOf, tooMany } from './counter.ts';

const HOUR_SECONDS = 60 * MINUTE_SECONDS;

/** How many links may be asked for, and in how many seconds from the first one. */
const limits = {
  address: { points: 10, duration: HOUR_SECONDS },
  /** Everybody may ask for a link to somebody's mailbox; it shall not be flooded. */
  user: { points: 3, duration: HOUR_SECONDS },
} as const;

/** Bounds how often recovery links are asked for, for all processes on a database. */
export interface RecoveryThrottle {
  /**
   * Counts that a link is asked for. Whether there is such a user is of no account.
   *
   * @throws ApiError `TooManyRequests`
   */
  ask(userName: string, address: string): Promise<void>;
}

/** Makes a {@link RecoveryThrottle} on a database. */
export function createRecoveryThrottle(pool: Database['pool']): RecoveryThrottle {
  const byAddress = createCounter(pool, 'recovery-address', limits.address);
  const byUser = createCounter(pool, 'recovery-user', limits.user);
  return {
    async ask(userName, address) {
      const counts = [
        { counter: byUser, key: keyOf(signInName(userName)) },
        ...(isIP(address) === 0 ? [] : [{ counter: byAddress, key: keyOf(networkOf(address)) }]),
      ];
      const waits = await Promise.all(
        counts.map(async ({ counter, key }) => msUntilAllowed(await counter.penalty(key), counter.points)),
      );
      const wait = Math.max(...waits);
      if (wait > 0) throw tooMany('requests for a new password', wait);
    },
  };
}
