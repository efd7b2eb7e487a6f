import type { ApiKeyInfo } from '@ai-sessions/contract';

/** Why a key does not work any more; `undefined` while it does. */
export function endOf({ dateRevoked, dateExpires }: ApiKeyInfo): 'Revoked' | 'Expired' | undefined {
  if (dateRevoked) return 'Revoked';
  return dateExpires && Date.parse(dateExpires) <= Date.now() ? 'Expired' : undefined;
}

/** What of a key is not as it was shown, in a sentence: that it was used is what keys are for. */
export function whatChanged(shown: ApiKeyInfo, present: ApiKeyInfo): string | undefined {
  if (present.dateRevoked && !shown.dateRevoked) return 'Meanwhile somebody revoked this key.';
  return limitsOf(present) === limitsOf(shown)
    ? undefined
    : 'Meanwhile somebody changed the limits of this key.';
}

function limitsOf({ callsPerMinute, maxOpenProposals }: ApiKeyInfo): string {
  return JSON.stringify([callsPerMinute, maxOpenProposals]);
}
