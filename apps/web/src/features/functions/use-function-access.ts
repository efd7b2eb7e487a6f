'use client';

import type { AIFunctionInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

/** How a function of the catalogue is read, and removed as it was shown. */
export function useFunctionAccess(known: AIFunctionInfo) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const { id: functionId = '' } = known;
  const key = trpc.function.get.queryKey({ functionId });
  const read = async () => {
    const present = await api.function.get.query({ functionId }, alone);
    queries.setQueryData(key, present);
    return present;
  };
  return {
    read,
    remove: () =>
      changeAsShown({
        present: known,
        read,
        whatChanged: (present) => whatChanged(known, present),
        change: (asRead) => api.function.delete.mutate({ functionId }, asRead),
      }),
    onChanged(changed: AIFunctionInfo) {
      queries.setQueryData(key, changed);
      return Promise.all(
        [trpc.function.list.pathKey(), trpc.audit.list.pathKey()].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  };
}

/** What of a function is not as it was shown, in a sentence. */
export function whatChanged(shown: AIFunctionInfo, present: AIFunctionInfo): string | undefined {
  return present.version === shown.version
    ? undefined
    : `Meanwhile ${present.lastModifiedBy} changed this function.`;
}
