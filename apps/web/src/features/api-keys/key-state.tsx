'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Confirmation } from '@/components/confirmation.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

/** Whether an API key works, with a way to revoke it while it does. */
export function KeyState({ apiKey }: { apiKey: ApiKeyInfo }) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: apiKeyId = '' } = apiKey;
  const revoke = useMutation({
    mutationFn: () =>
      changeAsShown({
        present: apiKey,
        read: () => api.apiKey.get.query({ apiKeyId }, alone),
        whatChanged: (present) => whatChanged(apiKey, present),
        change: (asRead) => api.apiKey.revoke.mutate({ apiKeyId }, asRead),
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.apiKey.pathKey() }),
  });
  if (apiKey.dateRevoked) return <Badge tone="danger">Revoked</Badge>;
  if (apiKey.dateExpires && Date.parse(apiKey.dateExpires) <= Date.now()) return <Badge>Expired</Badge>;
  return (
    <Confirmation
      trigger="Revoke"
      label={`Revoke ${apiKey.name}`}
      title="Revoke this API key?"
      description={`“${apiKey.name}” of ${apiKey.userName} stops working at once, for good.`}
      action="Revoke key"
      onConfirm={() => revoke.mutateAsync()}
    />
  );
}

/** What of a key is not as it was shown, in a sentence: that it was used is what keys are for. */
function whatChanged(shown: ApiKeyInfo, present: ApiKeyInfo): string | undefined {
  if (present.dateRevoked && !shown.dateRevoked) return 'Meanwhile somebody revoked this key.';
  return limitsOf(present) === limitsOf(shown)
    ? undefined
    : 'Meanwhile somebody changed the limits of this key.';
}

function limitsOf({ callsPerMinute, maxOpenProposals }: ApiKeyInfo): string {
  return JSON.stringify([callsPerMinute, maxOpenProposals]);
}
