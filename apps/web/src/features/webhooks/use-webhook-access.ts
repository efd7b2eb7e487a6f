'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone, type CallContext } from '@/trpc/links.ts';

/** How a webhook is read, and changed as it was shown. */
export function useWebhookAccess(known: AIWebhookInfo) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: webhookId = '' } = known;
  const key = trpc.webhook.get.queryKey({ webhookId });
  const read = async () => {
    const present = await api.webhook.get.query({ webhookId }, alone);
    queries.setQueryData(key, present);
    return present;
  };
  return {
    read,
    asShown: <Answer>(change: (asRead: CallContext) => Promise<Answer>) =>
      changeAsShown({
        present: known,
        read,
        whatChanged: (present) => whatChanged(known, present),
        change,
      }),
    onChanged(changed: AIWebhookInfo) {
      queries.setQueryData(key, changed);
      return Promise.all(
        [trpc.webhook.list.pathKey(), trpc.audit.list.pathKey()].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  };
}

/** What of a webhook is not as it was shown, in a sentence. */
export function whatChanged(shown: AIWebhookInfo, present: AIWebhookInfo): string | undefined {
  return present.version === shown.version
    ? undefined
    : `Meanwhile ${present.lastModifiedBy} changed this webhook.`;
}
