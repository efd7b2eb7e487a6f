'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import type { SelectedRows } from '@/components/bulk/bulk-bar.tsx';
import { BulkChoice } from '@/components/bulk/bulk-choice.tsx';
import { switchActions } from '@/components/bulk/switch-actions.ts';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import { whatChanged } from './use-webhook-access.ts';

/** Switches several webhooks on or off at once. Where they send to is changed one by one. */
export default function WebhookBulk(selected: SelectedRows<AIWebhookInfo>) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  return (
    <BulkChoice
      {...selected}
      words={{ one: 'webhook', many: 'webhooks' }}
      actions={switchActions({
        off: 'Nothing is sent to them until they are switched on again.',
        on: 'Events are sent to them from now on.',
        set: (known: AIWebhookInfo, enabled) => {
          const { id: webhookId = '' } = known;
          return changeAsShown({
            present: known,
            read: () => api.webhook.get.query({ webhookId }, alone),
            whatChanged: (present) => whatChanged(known, present),
            change: (asRead) => api.webhook.patch.mutate({ webhookId, enabled }, asRead),
          });
        },
      })}
      onDone={() => queries.invalidateQueries({ queryKey: trpc.webhook.pathKey() })}
    />
  );
}
