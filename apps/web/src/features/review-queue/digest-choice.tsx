'use client';

import type { AIDigestInfo, AIWebhookInfo } from '@ai-sessions/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';

interface Frequency {
  readonly value: AIDigestInfo['frequency'];
  readonly label: string;
}

const frequencies: readonly Frequency[] = [
  { value: 'Never', label: 'Never' },
  { value: 'Hourly', label: 'At most once an hour' },
  { value: 'Daily', label: 'At most once a day' },
  { value: 'Weekly', label: 'At most once a week' },
];

/** Stands for e-mail where a webhook can be chosen. */
const BY_MAIL = '';

/** Chooses how often, and where, the visitor is told what waits for review. */
export function DigestChoice() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const digest = useQuery(trpc.digest.get.queryOptions({}));
  const webhooks = useQuery(trpc.webhook.list.queryOptions({ countPerPage: 100 }));
  const change = useMutation(
    trpc.digest.patch.mutationOptions({
      onSuccess: (changed) => queries.setQueryData(trpc.digest.get.queryKey({}), changed),
    }),
  );
  const failed = [digest, webhooks].find(({ isError }) => isError);
  if (failed) return <FailureNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!digest.data || !webhooks.data) return <Skeleton className="h-16 w-full" />;
  const choice = { ...digest.data, ...(change.isPending ? change.variables : {}) };
  const { frequency, webhookId = BY_MAIL } = choice;
  const webhook = webhooks.data.items.find(({ id }) => id === webhookId);
  return (
    <div className="flex flex-col gap-2">
      {change.isError && <FailureNotice error={change.error} />}
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        <Field label="Tell me what waits for review" hint={hintOf(choice, webhook)}>
          {(control) => (
            <Select
              {...control}
              value={frequency}
              disabled={!choice.isPossible && !webhook && frequency === 'Never'}
              onChange={(event) => {
                const chosen = frequencies.find(({ value }) => value === event.target.value);
                if (chosen) change.mutate({ frequency: chosen.value });
              }}
            >
              {frequencies.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {(webhooks.data.items.length > 0 || webhookId !== BY_MAIL) && (
          <Field label="Where">
            {(control) => (
              <Select
                {...control}
                value={webhookId}
                onChange={(event) => change.mutate({ webhookId: event.target.value })}
              >
                <option value={BY_MAIL}>By e-mail</option>
                {webhooks.data.items.map(({ id, url, description }) => (
                  <option key={id} value={id}>
                    {`Webhook: ${description || url}`}
                  </option>
                ))}
                {webhookId !== BY_MAIL && !webhook && <option value={webhookId}>Another webhook</option>}
              </Select>
            )}
          </Field>
        )}
      </div>
    </div>
  );
}

function hintOf({ isPossible }: AIDigestInfo, webhook: AIWebhookInfo | undefined): string {
  if (webhook && !webhook.enabled) {
    return isPossible
      ? 'By e-mail for now: this webhook is disabled.'
      : 'Not for now: this webhook is disabled, and this service sends no e-mail.';
  }
  if (!webhook && !isPossible) return 'This service sends no e-mail. A webhook can be told instead.';
  return 'Only while something waits, or comments mention you that you have not seen.';
}
