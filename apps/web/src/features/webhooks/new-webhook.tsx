'use client';

import type { AIWebhookWithSecret } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/trpc/client.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { emptyDraft } from './webhook-draft.ts';
import { WebhookForm } from './webhook-form.tsx';

/** Adds a webhook, and shows its secret this once. */
export function NewWebhook() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [made, setMade] = useState<AIWebhookWithSecret>();
  const create = useMutation(trpc.webhook.create.mutationOptions({ onSuccess: setMade }));
  async function leave() {
    router.push(`/admin/webhooks/${made?.id}`);
    await queries.invalidateQueries({ queryKey: trpc.webhook.list.pathKey() });
  }
  return (
    <>
      <WebhookForm
        initial={emptyDraft}
        error={create.error}
        isPending={create.isPending || made !== undefined}
        submitLabel="Add webhook"
        onSubmit={(draft) => create.mutate(draft)}
      />
      <SecretDialog secret={made?.secret} onDone={() => void leave()} />
    </>
  );
}
