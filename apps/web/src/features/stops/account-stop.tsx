'use client';

import { FailureNotice } from '@/components/failure-notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { StopPanel } from './stop-panel.tsx';
import { useStop } from './use-stop.ts';

/** The switch that stops all applying of the sessions of an account. */
export function AccountStop({ accountId }: { accountId: string }) {
  const { stops, standing, ...change } = useStop('account', accountId);
  if (stops.isError) return <FailureNotice error={stops.error} onRetry={() => void stops.refetch()} />;
  if (!standing) return <Skeleton className="h-16 w-full" />;
  return (
    <StopPanel
      label="Applying for this account"
      standing={standing}
      on={{
        head: 'Applying is stopped for this account',
        text: 'No reason was given.',
        button: 'Resume',
        question: 'Resume applying for this account?',
        consequence: 'Its sessions can be applied again.',
        confirm: 'Resume applying',
      }}
      off={{
        head: 'Its sessions can be applied',
        text: 'Stop this account alone, and every other one goes on.',
        button: 'Stop applying',
        question: 'Stop applying for this account?',
        consequence:
          'Every run of its sessions stops before its next call, and none can be started until you resume it. Agents can still propose.',
        confirm: 'Stop applying',
      }}
      hint="Everyone who wants to apply a session of this account reads it."
      {...change}
    />
  );
}
