'use client';

import type { UserInfo } from '@ai-sessions/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Confirmation } from '@/components/confirmation.tsx';
import { Button } from '@/components/ui/button.tsx';
import { changeAsShown } from '@/trpc/change-as-shown.ts';
import { useTRPC } from '@/trpc/client.ts';
import { useUserAccess, useUserChange, whatChanged } from './use-user-change.ts';

/** Keeps a user out, lets them in again, or deletes them. */
export function StateButtons({ user }: { user: UserInfo }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const change = useUserChange(user);
  const { read, remove: removeAsRead } = useUserAccess(user);
  const remove = useMutation({
    mutationFn: () =>
      changeAsShown({
        present: user,
        read,
        whatChanged: (present) => whatChanged(user, present),
        change: removeAsRead,
      }),
    onSuccess: async () => {
      router.push('/admin/users');
      await queries.invalidateQueries({ queryKey: trpc.user.list.queryKey() });
    },
  });
  const { emailAddress } = user;
  return (
    <>
      {user.disabled ? (
        <Button
          variant="outline"
          size="small"
          disabled={change.isPending}
          onClick={() => change.mutate({ disabled: false })}
        >
          Enable
        </Button>
      ) : (
        <Confirmation
          trigger="Disable"
          title="Disable this user?"
          description={`${emailAddress} is signed out everywhere, and their API keys stop working at once. They can be enabled again.`}
          action="Disable user"
          onConfirm={() => change.mutateAsync({ disabled: true })}
        />
      )}
      <Confirmation
        trigger="Delete"
        title="Delete this user?"
        description={`${emailAddress} is deleted for good, with their API keys and sign-ins. What they did stays in the audit trail.`}
        action="Delete user"
        onConfirm={() => remove.mutateAsync()}
      />
    </>
  );
}
