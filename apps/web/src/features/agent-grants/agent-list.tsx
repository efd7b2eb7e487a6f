'use client';

import type { AgentGrantInfo } from '@ai-sessions/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Confirmation } from '@/components/confirmation.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { When } from '@/components/ui/when.tsx';
import { GrantStop } from '@/features/stops/grant-stop.tsx';
import { useTRPC } from '@/trpc/client.ts';

interface AgentListProps {
  readonly userId: string;
  /** Whether the visitor may stop them. */
  readonly stoppable?: boolean;
}

/** The agents that a user has let in; each can be turned away, and stopped by a system administrator. */
export function AgentList({ userId, stoppable = false }: AgentListProps) {
  const trpc = useTRPC();
  const grants = useQuery(trpc.auth.agents.queryOptions({ userId }));
  if (grants.isError) return <FailureNotice error={grants.error} onRetry={() => void grants.refetch()} />;
  if (!grants.data) return <Skeleton className="h-16 w-full" />;
  const { items } = grants.data;
  if (items.length === 0) {
    return <p className="text-sm text-muted">None. An agent that connects to /mcp asks to be let in.</p>;
  }
  return (
    <ul className="w-full divide-y rounded-lg border bg-sheet">
      {items.map((grant) => (
        <Agent key={grant.id} grant={grant} stoppable={stoppable} />
      ))}
    </ul>
  );
}

function Agent({ grant, stoppable }: { grant: AgentGrantInfo; stoppable: boolean }) {
  const { id, clientName = '', clientHost, issuer, dateCreated, dateLastUsed, dateExpires } = grant;
  return (
    <li className="flex flex-col gap-1.5 px-4 py-2.5 text-sm">
      <div className="flex items-center justify-between gap-4">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2">
            <span className="font-medium wrap-anywhere">{clientName}</span>
            {clientHost ? (
              <Badge tone="good">{clientHost}</Badge>
            ) : (
              <Badge tone={issuer ? 'plain' : 'warning'}>
                {issuer ? new URL(issuer).host : 'Not verified'}
              </Badge>
            )}
          </div>
          <div className="text-xs break-words text-muted">on {accountsOf(grant)}</div>
          <div className="text-xs text-muted">
            since <When instant={dateCreated} />, {dateLastUsed ? 'last used ' : 'never used'}
            {dateLastUsed && <When instant={dateLastUsed} />}
            {dateExpires && (
              <>
                , ends <When instant={dateExpires} />
              </>
            )}
          </div>
        </div>
        <RevokeButton id={id} name={clientName} />
      </div>
      {stoppable && <GrantStop grantId={id} name={clientName} />}
    </li>
  );
}

function accountsOf({ accountIds = [], accountNames = [] }: AgentGrantInfo): string {
  if (accountIds.length === 0) return 'all accounts of the user';
  const unnamed = accountIds.length - accountNames.length;
  return [...accountNames, ...(unnamed > 0 ? [`${unnamed} more`] : [])].join(', ');
}

function RevokeButton({ id, name }: { id: string; name: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.auth.revokeAgent.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.auth.agents.queryKey() }),
    }),
  );
  return (
    <Confirmation
      trigger="Revoke"
      label={`Revoke ${name}`}
      title="Revoke this agent?"
      description={`“${name}” is turned away at once. What it has proposed stays.`}
      action="Revoke agent"
      onConfirm={() => revoke.mutateAsync({ agentGrantId: id })}
    />
  );
}
