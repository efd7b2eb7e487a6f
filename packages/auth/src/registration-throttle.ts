import type { Database } from '@ai-sessions/db';
import { createCounter, keyOf, MINUTE_SECONDS, msUntilAllowed, networkOf, tooMany } from './counter.ts';

const HOUR_SECONDS = 60 * MINUTE_SECONDS;

/** How many there may be, and in how many seconds from the first one. */
const limits = {
  /** Clients that register themselves. */
  address: { points: 20, duration: HOUR_SECONDS },
  /** The same from everywhere: each takes room until it is forgotten. */
  all: { points: 1_000, duration: HOUR_SECONDS },
  /** Metadata documents that are fetched: whoever names one makes this service call another. */
  documents: { points: 60, duration: HOUR_SECONDS },
} as const;

/** Bounds what strangers make the authorization server do, for all processes on a database. */
export interface RegistrationThrottle {
  /**
   * Counts that a client registers itself.
   *
   * @throws ApiError `TooManyRequests`
   */
  register(address: string): Promise<void>;
  /** Counts that a metadata document is to be fetched, and says whether it may be. */
  mayFetch(address: string): Promise<boolean>;
}

/** Makes a {@link RegistrationThrottle} on a database. */
export function createRegistrationThrottle(pool: Database['pool']): RegistrationThrottle {
  const byAddress = createCounter(pool, 'oauth-clients-address', limits.address);
  const all = createCounter(pool, 'oauth-clients', limits.all);
  const documents = createCounter(pool, 'oauth-documents-address', limits.documents);
  return {
    async register(address) {
      const waits = await Promise.all(
        [
          { counter: byAddress, key: keyOf(networkOf(address)) },
          { counter: all, key: 'all' },
        ].map(async ({ counter, key }) => msUntilAllowed(await counter.penalty(key), counter.points)),
      );
      const wait = Math.max(...waits);
      if (wait > 0) throw tooMany('clients', wait);
    },
    async mayFetch(address) {
      const count = await documents.penalty(keyOf(networkOf(address)));
      return msUntilAllowed(count, documents.points) === 0;
    },
  };
}
