'use client';

import { FailureNotice } from '@/components/failure-notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { AGENT_HINT, resumeProposals, stopProposals } from './agent-stop-words.ts';
import { StopPanel } from './stop-panel.tsx';
import { useStop } from './use-stop.ts';

interface AgentStopProps {
  /** The API key of an agent, or a user. */
  readonly agentId: string;
  readonly of: 'key' | 'user';
}

/** The switch that stops an agent: one key, or whatever works in the name of a user. */
export function AgentStop({ agentId, of }: AgentStopProps) {
  const { stops, standing, ...change } = useStop('agent', agentId);
  if (stops.isError) return <FailureNotice error={stops.error} onRetry={() => void stops.refetch()} />;
  if (!standing) return <Skeleton className="h-16 w-full" />;
  const whose = of === 'key' ? 'this key' : 'this user';
  return (
    <StopPanel
      label={`Proposals of ${whose}`}
      standing={standing}
      on={{ ...resumeProposals, head: `Proposals of ${whose} are stopped`, text: 'No reason was given.' }}
      off={{
        ...stopProposals(whose),
        head:
          of === 'key'
            ? 'It can propose'
            : 'They, their keys and the agents that they have let in can propose',
        text: 'Stop it when an agent does what it should not: it can still read.',
      }}
      hint={AGENT_HINT}
      {...change}
    />
  );
}
