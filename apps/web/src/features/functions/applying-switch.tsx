'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { StopPanel } from '@/features/stops/stop-panel.tsx';
import { useTRPC } from '@/trpc/client.ts';

/** The switch that stops all applying, with a reason. */
export function ApplyingSwitch() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const applying = useQuery(trpc.applying.get.queryOptions({}));
  const change = useMutation(
    trpc.applying.patch.mutationOptions({
      onSuccess: async (changed) => {
        queries.setQueryData(trpc.applying.get.queryKey({}), changed);
        await queries.invalidateQueries({ queryKey: trpc.audit.list.pathKey() });
      },
    }),
  );
  if (applying.isError)
    return <FailureNotice error={applying.error} onRetry={() => void applying.refetch()} />;
  if (!applying.data) return <Skeleton className="h-20 w-full" />;
  return (
    <StopPanel
      label="Applying"
      className="mb-6"
      standing={applying.data}
      on={{
        head: 'All applying is stopped',
        text: 'No reason was given.',
        button: 'Resume',
        question: 'Resume applying?',
        consequence: 'Sessions can be applied again.',
        confirm: 'Resume applying',
      }}
      off={{
        head: 'Sessions can be applied',
        text: 'In an emergency, stop every run before its next call.',
        button: 'Stop all applying',
        question: 'Stop all applying?',
        consequence:
          'Every run, in every process, stops before its next call. Nobody can apply a session until you resume it.',
        confirm: 'Stop everything',
      }}
      hint="Everyone who wants to apply reads it."
      decide={(decision) => change.mutateAsync(decision)}
      isPending={change.isPending}
      failure={change.error}
    />
  );
}
