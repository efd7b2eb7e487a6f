'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UserRoundCheck, UserRoundX } from 'lucide-react';
import type { SelectedRows } from '@/components/bulk/bulk-bar.tsx';
import { BulkChoice } from '@/components/bulk/bulk-choice.tsx';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';
import { whatChanged } from './use-user-change.ts';

/** Keeps several users out at once, or lets them in again. What they may do is changed one by one. */
export default function UserBulk(selected: SelectedRows<UserInfo>) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const me = useQuery(trpc.auth.status.queryOptions({})).data?.id;
  const set = (user: UserInfo, disabled: boolean) => {
    const { id: userId = '' } = user;
    return changeAsShown({
      present: user,
      read: () => api.user.get.query({ userId }, alone),
      whatChanged: (present) => whatChanged(user, present),
      change: (asRead) => api.user.patch.mutate({ userId, disabled }, asRead),
    });
  };
  return (
    <BulkChoice
      {...selected}
      words={{ one: 'user', many: 'users' }}
      actions={[
        {
          label: 'Disable',
          Icon: UserRoundX,
          key: 'D',
          doing: 'Disabling',
          done: 'disabled',
          description:
            'They are signed out everywhere, and their API keys stop working at once. They can be enabled again.',
          isDangerous: true,
          // Whoever disabled themselves would be signed out before the others are done.
          fits: ({ id, disabled }) => me !== undefined && id !== me && !disabled,
          others: 'disabled already, or you.',
          act: (user) => set(user, true),
        },
        {
          label: 'Enable',
          Icon: UserRoundCheck,
          key: 'E',
          doing: 'Enabling',
          done: 'enabled',
          description: 'They can sign in again, and those of their API keys work that were not revoked.',
          isDangerous: false,
          fits: ({ disabled }) => disabled === true,
          others: 'enabled already.',
          act: (user) => set(user, false),
        },
      ]}
      onDone={() =>
        Promise.all(
          [trpc.user.pathKey(), trpc.auth.sessions.pathKey()].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        )
      }
    />
  );
}
