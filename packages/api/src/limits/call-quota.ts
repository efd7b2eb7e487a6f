import type { CallQuota } from '@ai-sessions/auth';
import { ApiError } from '@ai-sessions/contract';

/** The fields of an answer that tell a caller of a limit, after the IETF draft "RateLimit header fields for HTTP". */
export function rateLimitFields({ limit, left, resetSeconds }: CallQuota): Readonly<Record<string, string>> {
  return {
    'RateLimit-Policy': `"calls";q=${limit};w=60`,
    RateLimit: `"calls";r=${Math.max(0, left)};t=${resetSeconds}`,
  };
}

/**
 * Refuses whoever has made more calls than they may.
 *
 * @throws ApiError `TooManyRequests`
 */
export function refuseBeyond({ limit, left, resetSeconds }: CallQuota): void {
  if (left >= 0) return;
  const calls = `${limit.toLocaleString('en')} ${limit === 1 ? 'call' : 'calls'}`;
  const wait = `${resetSeconds} ${resetSeconds === 1 ? 'second' : 'seconds'}`;
  throw new ApiError('TooManyRequests', {
    message: `This API key may make ${calls} in a minute, and has made them. Try again in ${wait}.`,
    retryAfter: resetSeconds,
  });
}
