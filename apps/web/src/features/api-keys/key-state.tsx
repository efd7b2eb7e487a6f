'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Confirmation } from '@/components/confirmation.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Whether an API key works, with a way to revoke it while it does. */
export function KeyState({ apiKey }: { apiKey: ApiKeyInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.apiKey.revoke.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.apiKey.pathKey() }),
    }),
  );
  if (apiKey.dateRevoked) return <Badge tone="danger">Revoked</Badge>;
  if (apiKey.dateExpires && Date.parse(apiKey.dateExpires) <= Date.now()) return <Badge>Expired</Badge>;
  return (
    <Confirmation
      trigger="Revoke"
      label={`Revoke ${apiKey.name}`}
      title="Revoke this API key?"
      description={`“${apiKey.name}” of ${apiKey.userName} stops working at once, for good.`}
      action="Revoke key"
      onConfirm={() => revoke.mutateAsync({ apiKeyId: apiKey.id })}
    />
  );
}
