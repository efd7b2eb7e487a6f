'use client';

import { AIDigestFrequency } from '@ai-sessions/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';

const frequencies = {
  Never: 'Never',
  Hourly: 'At most once an hour',
  Daily: 'At most once a day',
  Weekly: 'At most once a week',
} as const;

/** Chooses how often an e-mail tells the visitor what waits for review. */
export function DigestChoice() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const digest = useQuery(trpc.digest.get.queryOptions({}));
  const change = useMutation(
    trpc.digest.patch.mutationOptions({
      onSuccess: (changed) => queries.setQueryData(trpc.digest.get.queryKey({}), changed),
    }),
  );
  if (digest.isError) return <FailureNotice error={digest.error} onRetry={() => void digest.refetch()} />;
  if (!digest.data) return <Skeleton className="h-16 w-full" />;
  const { frequency, isPossible } = digest.data;
  return (
    <div className="flex flex-col gap-2">
      {change.isError && <FailureNotice error={change.error} />}
      <Field
        label="E-mail me what waits for review"
        hint={
          isPossible
            ? 'Only while something waits, or comments mention you that you have not seen.'
            : 'This service sends no e-mail.'
        }
      >
        {(control) => (
          <Select
            {...control}
            className="max-w-64"
            value={change.isPending ? change.variables.frequency : frequency}
            disabled={!isPossible && frequency === 'Never'}
            onChange={(event) => {
              const chosen = AIDigestFrequency.safeParse(event.target.value);
              if (chosen.success) change.mutate({ frequency: chosen.data });
            }}
          >
            {Object.entries(frequencies).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
