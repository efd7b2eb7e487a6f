'use client';

import type { AIWebhookInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import { draftOf, type WebhookDraft } from './webhook-draft.ts';
import { WebhookForm } from './webhook-form.tsx';

/** Changes a webhook as it was shown. */
export function WebhookEditor({ known }: { known: AIWebhookInfo }) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: webhookId = '', version } = known;
  const key = trpc.webhook.get.queryKey({ webhookId });
  const [savedVersion, setSavedVersion] = useState<number>();
  const change = useMutation({
    mutationFn: (draft: WebhookDraft) =>
      changeAsShown({
        present: known,
        async read() {
          const present = await api.webhook.get.query({ webhookId }, alone);
          queries.setQueryData(key, present);
          return present;
        },
        whatChanged: (present) =>
          present.version === version
            ? undefined
            : `Meanwhile ${present.lastModifiedBy} changed this webhook.`,
        change: (asRead) => api.webhook.patch.mutate({ webhookId, ...draft }, asRead),
      }),
    onSuccess: async (changed) => {
      setSavedVersion(changed.version);
      queries.setQueryData(key, changed);
      await Promise.all(
        [trpc.webhook.list.pathKey(), trpc.audit.list.pathKey()].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const [base, setBase] = useState(known);
  // What was only read again is no reason to touch the form.
  if (base.version !== version) setBase(known);
  const initial = useMemo(() => draftOf(base), [base]);
  return (
    <WebhookForm
      initial={initial}
      error={change.error}
      isPending={change.isPending}
      isSaved={savedVersion === base.version}
      submitLabel="Save changes"
      onSubmit={(draft) => change.mutate(draft)}
    />
  );
}
