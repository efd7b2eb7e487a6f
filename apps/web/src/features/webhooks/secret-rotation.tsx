'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirmation } from '@/components/confirmation.tsx';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { useWebhookAccess } from './use-webhook-access.ts';

/** Gives a webhook another secret, and shows it this once. */
export function SecretRotation({ known }: { known: AIWebhookInfo }) {
  const { id: webhookId = '' } = known;
  const { asShown } = useWebhookAccess(known);
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string>();
  async function rotate() {
    const made = await asShown((asRead) => api.webhook.rotateSecret.mutate({ webhookId }, asRead));
    setSecret(made.secret);
    await queries.invalidateQueries({ queryKey: trpc.webhook.get.queryKey({ webhookId }) });
  }
  return (
    <>
      <Confirmation
        trigger="New secret"
        title="Make a new secret?"
        description="For 24 hours events are signed with both, so that the receiver can be changed in peace. A secret that has leaked is replaced at once over the API, with overlapHours 0."
        action="Make new secret"
        onConfirm={rotate}
      />
      <SecretDialog secret={secret} onDone={() => setSecret(undefined)} />
    </>
  );
}
