'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Confirmation } from '@/components/confirmation.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** Removes a webhook. */
export function DeleteButton({ known: { id: webhookId = '', url } }: { known: AIWebhookInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const remove = useMutation(
    trpc.webhook.delete.mutationOptions({
      onSuccess: async () => {
        router.push('/admin/webhooks');
        await queries.invalidateQueries({ queryKey: trpc.webhook.list.pathKey() });
      },
    }),
  );
  return (
    <Confirmation
      trigger="Delete"
      title="Delete this webhook?"
      description={`Nothing is sent to ${url} any more, not even what waits.`}
      action="Delete webhook"
      onConfirm={() => remove.mutateAsync({ webhookId })}
    />
  );
}
