'use client';

import type { Input, PatchAIApplying } from '@ai-sessions/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { StopPanel } from '@/features/stops/stop-panel.tsx';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import { STOP_APPLYING } from './stop-applying.ts';

/** The switch that stops all applying, with a reason. */
export function ApplyingSwitch() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const applying = useQuery(trpc.applying.get.queryOptions({}));
  const change = useMutation({
    // Whoever stops in an emergency is not told that somebody did so before. Whoever resumes must have read why it is stopped.
    mutationFn: (decision: Input<typeof PatchAIApplying.request>) =>
      decision.stopped === true
        ? api.applying.patch.mutate(decision)
        : changeAsShown({
            present: applying.data,
            read: () => api.applying.get.query({}, alone),
            whatChanged: (present) =>
              present.dateChanged === applying.data?.dateChanged
                ? undefined
                : `Meanwhile ${present.changedBy ?? 'somebody'} changed the switch.`,
            change: (asRead) => api.applying.patch.mutate(decision, asRead),
          }),
    onSuccess: (changed) => queries.setQueryData(trpc.applying.get.queryKey({}), changed),
    onSettled: () =>
      Promise.all(
        [trpc.applying.pathKey(), trpc.audit.list.pathKey()].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
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
      askedBy={STOP_APPLYING}
      hint="Everyone who wants to apply reads it."
      decide={(decision) => change.mutateAsync(decision)}
      isPending={change.isPending}
      failure={change.error}
    />
  );
}
