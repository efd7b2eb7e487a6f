'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/client.ts';
import { stopInput } from './stop-input.ts';

/** A stop as it stands. */
export interface Standing {
  readonly stopped: boolean;
  readonly reason?: string | undefined;
  readonly changedBy?: string | undefined;
  readonly dateChanged?: string | undefined;
}

/** Whether an account, a key, a grant or a user is stopped, and how to change that. */
export function useStop(kind: 'account' | 'agent', id: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const stops = useQuery(trpc.applying.stops.queryOptions(stopInput(id)));
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: trpc.applying.stops.pathKey() });
    await queries.invalidateQueries({ queryKey: trpc.audit.list.pathKey() });
  };
  const account = useMutation(trpc.applying.patchAccount.mutationOptions({ onSuccess }));
  const agent = useMutation(trpc.applying.patchAgent.mutationOptions({ onSuccess }));
  const { isPending, error } = kind === 'account' ? account : agent;
  const standing: Standing | undefined = stops.data && (stops.data.items[0] ?? { stopped: false });
  return {
    stops,
    standing,
    decide: (decision: { readonly stopped: boolean; readonly reason: string }) =>
      kind === 'account'
        ? account.mutateAsync({ accountId: id, ...decision })
        : agent.mutateAsync({ agentId: id, ...decision }),
    isPending,
    failure: error,
  };
}
