'use client';

import type { ApiKeyInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Confirmation } from '@/components/confirmation.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { endOf } from './key-changes.ts';
import { useRevocation } from './use-revocation.ts';

/** Whether an API key works, with a way to revoke it while it does. */
export function KeyState({ apiKey }: { apiKey: ApiKeyInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revocation = useRevocation();
  const revoke = useMutation({
    mutationFn: () => revocation(apiKey),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.apiKey.pathKey() }),
  });
  const end = endOf(apiKey);
  if (end) return <Badge tone={end === 'Revoked' ? 'danger' : 'plain'}>{end}</Badge>;
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
