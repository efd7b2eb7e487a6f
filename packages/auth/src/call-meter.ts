import { RateLimiterMemory } from 'rate-limiter-flexible';
import { MINUTE_SECONDS } from './counter.ts';
import type { Principal } from './principal.ts';

/** What a caller has left of a limit. */
export interface CallQuota {
  /** Calls in a minute. */
  readonly limit: number;
  /** Calls that are left of them; negative when there were too many. */
  readonly left: number;
  /** Whole seconds until all of them are there again. */
  readonly resetSeconds: number;
}

/** Counts the calls of API keys and agents that have a limit. */
export interface CallMeter {
  /**
   * Counts calls of a caller; `undefined` for one without a limit. Those that are too many count
   * as well.
   */
  count(caller: Principal, calls: number): Promise<CallQuota | undefined>;
}

/**
 * Makes a {@link CallMeter} of this process.
 *
 * @param agents What an agent may call in a minute when its key does not say; 0 for no limit.
 */
export function createCallMeter(agents: number): CallMeter {
  // Limits differ from key to key, so that they are compared here.
  const counter = new RateLimiterMemory({ keyPrefix: 'calls', points: 1, duration: MINUTE_SECONDS });
  return {
    async count(caller, calls) {
      const limit = caller.limits.callsPerMinute ?? (caller.kind === 'agent' ? agents : 0);
      if (limit === 0) return undefined;
      const counted = await counter.penalty(caller.apiKeyId ?? caller.agent?.grantId ?? caller.userId, calls);
      return {
        limit,
        left: limit - counted.consumedPoints,
        resetSeconds: Math.max(1, Math.ceil(counted.msBeforeNext / 1_000)),
      };
    },
  };
}
