'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/client.ts';

/** Changes a user; what the pages show of them follows. */
export function useUserChange({ onSuccess }: { onSuccess?: () => void } = {}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.user.patch.mutationOptions({
      onSuccess: async (changed) => {
        queries.setQueryData(trpc.user.get.queryKey({ userId: changed.id ?? '' }), changed);
        onSuccess?.();
        await Promise.all(
          [trpc.user.list.queryKey(), trpc.audit.list.infiniteQueryKey(), trpc.auth.sessions.queryKey()].map(
            (queryKey) => queries.invalidateQueries({ queryKey }),
          ),
        );
      },
    }),
  );
}
