'use client';

import type { AIWebhookWithSecret } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useContractForm } from '@/components/form/use-contract-form.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { emptyDraft } from './webhook-draft.ts';
import { WebhookForm } from './webhook-form.tsx';

/** Adds a webhook, and shows its secret this once. */
export function NewWebhook() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const [made, setMade] = useState<AIWebhookWithSecret>();
  const form = useContractForm({
    values: emptyDraft,
    request: 'NewAIWebhook',
    requestOf: (draft) => draft,
    send: (request) => api.webhook.create.mutate(request),
    onSent(made) {
      form.clear();
      setMade(made);
    },
  });
  async function leave() {
    router.push(`/admin/webhooks/${made?.id}`);
    await queries.invalidateQueries({ queryKey: trpc.webhook.list.pathKey() });
  }
  return (
    <>
      <WebhookForm form={form} submitLabel="Add webhook" isNew />
      <SecretDialog secret={made?.secret} onDone={() => void leave()} />
    </>
  );
}
