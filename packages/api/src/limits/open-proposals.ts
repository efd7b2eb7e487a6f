import type { Principal } from '@ai-sessions/auth';
import { ApiError } from '@ai-sessions/contract';
import type { OpenLimit } from '@ai-sessions/db';
import type { Services } from '../context.ts';

/** When to ask again: people decide in their own time. */
const RETRY_AFTER = 60;

/** How many actions the API key or the grant of a caller may have open at once; `undefined` for any number. */
export function openLimitOf(
  { apiKeyId, agent, kind, limits }: Principal,
  { agentOpenProposals }: Pick<Services, 'agentOpenProposals'>,
): OpenLimit | undefined {
  const maximum = limits.maxOpenProposals ?? (kind === 'agent' ? agentOpenProposals : 0);
  const credential = apiKeyId ?? agent?.grantId;
  return credential === undefined || maximum === 0 ? undefined : { credential, maximum };
}

/** Why nothing was queued. */
export function tooManyOpen(open: number, maximum: number): ApiError {
  const most = maximum.toLocaleString('en');
  return new ApiError('TooManyOpenProposals', {
    message: `Nothing was queued. ${open.toLocaleString('en')} actions of this agent wait for a decision or were returned, and ${most} may at once. Try again when people have decided on some, or withdraw what is no longer needed.`,
    retryAfter: RETRY_AFTER,
  });
}
