'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import { whatChanged } from './key-changes.ts';

/** How an API key is revoked, as long as it is what was shown. */
export function useRevocation(): (apiKey: ApiKeyInfo) => Promise<ApiKeyInfo> {
  const api = useTRPCClient();
  return (apiKey) => {
    const { id: apiKeyId } = apiKey;
    return changeAsShown({
      present: apiKey,
      read: () => api.apiKey.get.query({ apiKeyId }, alone),
      whatChanged: (present) => whatChanged(apiKey, present),
      change: (asRead) => api.apiKey.revoke.mutate({ apiKeyId }, asRead),
    });
  };
}
