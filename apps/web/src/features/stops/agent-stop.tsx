'use client';

import { FailureNotice } from '@/components/failure-notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
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
      on={{
        head: `Proposals of ${whose} are stopped`,
        text: 'No reason was given.',
        button: 'Resume',
        question: 'Resume proposals?',
        consequence: 'New actions can be proposed again, and those that wait can be applied.',
        confirm: 'Resume proposals',
      }}
      off={{
        head: of === 'key' ? 'It can propose' : 'They and their keys can propose',
        text: 'Stop it when an agent does what it should not: it can still read.',
        button: 'Stop proposals',
        question: `Stop proposals of ${whose}?`,
        consequence:
          'Nothing more can be proposed, and nothing that was proposed is applied: runs stop before such an action. Reading goes on, and what waits stays.',
        confirm: 'Stop proposals',
      }}
      hint="The agent is told, and everyone who wants to apply what it has proposed."
      {...change}
    />
  );
}
