'use client';

import { FailureNotice } from '@/components/failure-notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { ACCOUNT_HINT, RESUMED_ACCOUNT, STOPPED_ACCOUNT } from './account-stop-words.ts';
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
        consequence: RESUMED_ACCOUNT,
        confirm: 'Resume applying',
      }}
      off={{
        head: 'Its sessions can be applied',
        text: 'Stop this account alone, and every other one goes on.',
        button: 'Stop applying',
        question: 'Stop applying for this account?',
        consequence: STOPPED_ACCOUNT,
        confirm: 'Stop applying',
      }}
      hint={ACCOUNT_HINT}
      {...change}
    />
  );
}
