'use client';

import type { Input, PatchUser, UserInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone, type CallContext } from '@/trpc/links.ts';

type UserChange = Omit<Input<typeof PatchUser.request>, 'userId'>;

/** How a user is read and changed; what the pages show of them follows. */
export function useUserAccess({ id: userId = '' }: UserInfo) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const key = trpc.user.get.queryKey({ userId });
  return {
    async read() {
      const present = await api.user.get.query({ userId }, alone);
      queries.setQueryData(key, present);
      return present;
    },
    change: (change: UserChange, asRead: CallContext) => api.user.patch.mutate({ userId, ...change }, asRead),
    remove: (asRead: CallContext) => api.user.delete.mutate({ userId }, asRead),
    onChanged(changed: UserInfo) {
      queries.setQueryData(key, changed);
      return Promise.all(
        [trpc.user.list.queryKey(), trpc.audit.list.infiniteQueryKey(), trpc.auth.sessions.queryKey()].map(
          (queryKey) => queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  };
}

/** Changes a user, as long as who they are and what they may do is as it was shown. */
export function useUserChange(user: UserInfo, { onSuccess }: { onSuccess?: () => void } = {}) {
  const { read, change, onChanged } = useUserAccess(user);
  return useMutation({
    mutationFn: (changes: UserChange) =>
      changeAsShown({
        present: user,
        read,
        whatChanged: (present) => whatChanged(user, present),
        change: (asRead) => change(changes, asRead),
      }),
    onSuccess: (changed) => {
      onSuccess?.();
      return onChanged(changed);
    },
  });
}

/** What of a user is not as it was shown, in a sentence. */
export function whatChanged(shown: UserInfo, present: UserInfo): string | undefined {
  return identity(shown) === identity(present) ? undefined : 'Meanwhile somebody changed this user.';
}

/** Who a user is and what they may do, in one text to compare. */
function identity({ emailAddress, disabled, roles, accountIds, managerAccess }: UserInfo): string {
  return JSON.stringify([emailAddress, disabled, roles, accountIds, managerAccess]);
}
