'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { useRecordForm } from '@/components/form/use-record-form.ts';
import { useTRPCClient } from '@/trpc/client.ts';
import { useWebhookAccess } from './use-webhook-access.ts';
import { draftOf } from './webhook-draft.ts';
import { WebhookForm } from './webhook-form.tsx';

/** Changes a webhook as it was shown. */
export function WebhookEditor({ known }: { known: AIWebhookInfo }) {
  const api = useTRPCClient();
  const { id: webhookId = '' } = known;
  const { read, onChanged } = useWebhookAccess(known);
  const form = useRecordForm({
    shown: known,
    valuesOf: draftOf,
    request: 'PatchAIWebhook',
    requestOf: (_, typed) => ({ webhookId, ...typed }),
    read,
    change: (request, asRead) => api.webhook.patch.mutate(request, asRead),
    byOf: ({ lastModifiedBy }) => lastModifiedBy,
    onSaved: onChanged,
  });
  return <WebhookForm form={form} submitLabel="Save changes" />;
}
