import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { ApiError } from '@ai-sessions/contract';
import type { Database } from '@ai-sessions/db';
import ipaddr from 'ipaddr.js';
import { RateLimiterPostgres, type RateLimiterRes } from 'rate-limiter-flexible';

export const MINUTE_SECONDS = 60;

/** A rate limit. */
interface Limit {
  readonly points: number;
  /** The window in seconds, from the first one on. */
  readonly duration: number;
}

interface UnnamedQuery {
  readonly text: string;
  readonly values: unknown[];
}

/** Makes a counter on a database, for all processes. Its name tells it from others. */
export function createCounter(pool: Database['pool'], name: string, limit: Limit): RateLimiterPostgres {
  return new RateLimiterPostgres({
    ...limit,
    keyPrefix: name,
    // It would name its statements, which a pooler in transaction mode does not keep apart.
    storeClient: { query: ({ text, values }: UnnamedQuery) => pool.query({ text, values }) },
    storeType: 'pool',
    tableName: 'sign_in_throttle',
    tableCreated: true,
    // Clearing goes over the whole table, so one of them does it for all.
    clearExpiredByTimeout: name === 'address',
  });
}

/** Milliseconds until the count is no longer above what is allowed; 0 when it is not. */
export function msUntilAllowed(count: RateLimiterRes | null, allowed: number): number {
  return count && count.consumedPoints > allowed ? count.msBeforeNext : 0;
}

/** The refusal of whoever has to wait. `what` there was too much of: "failed sign-ins". */
export function tooMany(what: string, waitMs: number): ApiError {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1_000));
  const minutes = Math.ceil(retryAfter / MINUTE_SECONDS);
  return new ApiError('TooManyRequests', {
    message: `Too many ${what}. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
    retryAfter,
  });
}

/** User names are what people type, and now and then that is their password: only hashes are stored. */
export function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url');
}

/** A client of IPv6 has a network of 2^64 addresses to itself, and could use another one for each guess. */
export function networkOf(address: string): string {
  return isIPv6(address) ? ipaddr.IPv6.parse(address).parts.slice(0, 4).join(':') : address;
}
