import { LRUCache } from 'lru-cache';
import type { CurrentValues } from '../function/current-values.ts';
import type { Owners } from '../object/owner.ts';

/** What was found out about an action by asking others. */
export interface FoundOut {
  readonly owners: Owners;
  readonly present: CurrentValues | undefined;
  /** Whether all could be asked for, before the time for it was over. */
  readonly isWhole: boolean;
}

/** Actions of which it is remembered; of each, an answer has at most 2,000 characters. */
const REMEMBERED = 5_000;
/** How long it is remembered: longer than most reviews take. */
const KEPT_MS = 30 * 60_000;

/**
 * Remembers what was found out about actions for reviews of their sessions, so that a verdict on one action does not have
 * all others asked about again. Nothing but a review goes by it: each call is preceded by asking anew.
 */
export interface ReviewMemory {
  /** Takes what was found out under a name, or is being found out, since at most so long ago; else finds it out. */
  recall(name: string, maxAgeMs: number, findOut: () => Promise<FoundOut>): Promise<FoundOut>;
}

interface Remembered {
  readonly since: number;
  readonly found: Promise<FoundOut>;
}

/** Makes a {@link ReviewMemory}, of this process. */
export function createReviewMemory(): ReviewMemory {
  const memory = new LRUCache<string, Remembered>({ max: REMEMBERED, ttl: KEPT_MS });
  return {
    async recall(name, maxAgeMs, findOut) {
      const now = performance.now();
      const known = memory.get(name);
      if (known && now - known.since <= maxAgeMs) {
        const found = await known.found.catch(() => undefined);
        if (found?.isWhole) return found;
      }
      const found = findOut();
      const remembered = { since: now, found };
      memory.set(name, remembered);
      const forget = () => {
        if (memory.get(name) === remembered) memory.delete(name);
      };
      // Whoever asked gets the failure itself.
      found.then(({ isWhole }) => isWhole || forget(), forget);
      return found;
    },
  };
}
