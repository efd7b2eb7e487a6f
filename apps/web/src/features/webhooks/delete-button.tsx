'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Confirmation } from '@/components/confirmation.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { useWebhookAccess } from './use-webhook-access.ts';

/** Removes a webhook. */
export function DeleteButton({ known }: { known: AIWebhookInfo }) {
  const { id: webhookId = '', url } = known;
  const trpc = useTRPC();
  const api = useTRPCClient();
  const { asShown } = useWebhookAccess(known);
  const queries = useQueryClient();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: () => asShown((asRead) => api.webhook.delete.mutate({ webhookId }, asRead)),
    onSuccess: async () => {
      router.push('/admin/webhooks');
      await queries.invalidateQueries({ queryKey: trpc.webhook.list.pathKey() });
    },
  });
  return (
    <Confirmation
      trigger="Delete"
      title="Delete this webhook?"
      description={`Nothing is sent to ${url} any more, not even what waits.`}
      action="Delete webhook"
      onConfirm={() => remove.mutateAsync()}
    />
  );
}
