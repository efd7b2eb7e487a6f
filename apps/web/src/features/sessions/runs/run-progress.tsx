'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Square } from 'lucide-react';
import { Progress } from 'radix-ui';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { useTRPC } from '@/trpc/client.ts';
import { RunSteps } from './run-steps.tsx';

/** The run that is under way, action by action, and the way to stop it. */
export function RunProgress({ session }: { session: AISessionInfo }) {
  const trpc = useTRPC();
  const { id: sessionId = '' } = session;
  const { refresh } = useSessionRefresh(sessionId);
  const runs = useQuery(trpc.session.runs.queryOptions({ sessionId, simplifiedPaging: true }));
  const current = runs.data?.items.find(({ state }) => state === 'Running');
  const runId = current?.id;
  const run = useQuery(
    trpc.session.run.queryOptions({ sessionId, runId: runId ?? '' }, { enabled: runId !== undefined }),
  );
  const stop = useMutation(trpc.session.stopRun.mutationOptions({ onSuccess: () => refresh('Applying') }));
  const steps = run.data?.steps ?? [];
  const done = steps.filter(({ state }) => state !== 'Queued' && state !== 'Running').length;
  return (
    <section
      aria-label="Run under way"
      className="flex flex-col gap-3 rounded-lg border border-accent bg-accent-soft/40 p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm font-medium" aria-live="polite">
          {steps.length > 0 ? `Applying: ${done} of ${steps.length} done` : 'Applying …'}
        </p>
        <Button
          variant="danger"
          size="small"
          disabled={runId === undefined || stop.isPending || stop.isSuccess}
          onClick={() => runId !== undefined && stop.mutate({ sessionId, runId })}
        >
          <Square aria-hidden /> {stop.isPending || stop.isSuccess ? 'Stopping …' : 'Stop'}
        </Button>
      </div>
      {steps.length > 0 && (
        <Progress.Root
          aria-label="Actions done"
          max={steps.length}
          value={done}
          className="h-1.5 overflow-hidden rounded-full border bg-sheet"
        >
          <Progress.Indicator
            className="h-full bg-accent transition-[width]"
            style={{ width: `${(100 * done) / steps.length}%` }}
          />
        </Progress.Root>
      )}
      {stop.isError && <FailureNotice error={stop.error} />}
      {steps.length > 0 && <RunSteps steps={steps} />}
    </section>
  );
}
