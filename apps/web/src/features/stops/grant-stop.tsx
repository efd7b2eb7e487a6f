'use client';

import { FailureNotice } from '@/components/failure-notice.tsx';
import { When } from '@/components/ui/when.tsx';
import { AGENT_HINT, resumeProposals, stopProposals } from './agent-stop-words.ts';
import { StopSwitch } from './stop-switch.tsx';
import { useStop } from './use-stop.ts';

interface GrantStopProps {
  readonly grantId: string;
  /** What the agent calls itself. */
  readonly name: string;
}

/** The switch that stops an agent which was let in by OAuth, for lists of such agents; says why it is stopped. */
export function GrantStop({ grantId, name }: GrantStopProps) {
  const { stops, standing, ...change } = useStop('agent', grantId);
  if (stops.isError) return <FailureNotice error={stops.error} onRetry={() => void stops.refetch()} />;
  if (!standing) return null;
  const { stopped, reason, changedBy, dateChanged } = standing;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
      <div className="min-w-0 flex-1 basis-48 text-xs break-words text-muted">
        {stopped && (
          <>
            <span className="text-danger">Stopped: {reason ?? 'no reason was given.'}</span> By {changedBy},{' '}
            <When instant={dateChanged} />
          </>
        )}
      </div>
      <StopSwitch
        size="small"
        of={name}
        stopped={stopped}
        on={resumeProposals}
        off={stopProposals(`“${name}”`)}
        hint={AGENT_HINT}
        {...change}
      />
    </div>
  );
}
