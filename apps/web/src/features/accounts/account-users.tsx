'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Section } from '@/components/admin-shell/section.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Badge } from '@/components/ui/badge.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { useTRPC } from '@/trpc/client.ts';
import { accountUsersInput } from './account-users-input.ts';

/** Who may work on an account, apart from system administrators, who work on all. */
export function AccountUsers({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const users = useQuery(trpc.user.list.queryOptions(accountUsersInput(accountId)));
  return (
    <Section title="Who may work on it">
      {users.isError ? (
        <FailureNotice error={users.error} onRetry={() => void users.refetch()} />
      ) : users.data ? (
        <>
          {users.data.items.length > 0 && (
            <ul className="mb-2 divide-y rounded-lg border bg-sheet text-sm">
              {users.data.items.map(({ id, emailAddress, roles = [] }) => (
                <li key={id} className="flex flex-wrap items-center gap-2 px-4 py-2">
                  <Link href={`/admin/users/${id}`} className="rounded-sm hover:text-accent hover:underline">
                    {emailAddress}
                  </Link>
                  {roles.map((role) => (
                    <Badge key={role} tone="accent">
                      {role}
                    </Badge>
                  ))}
                </li>
              ))}
            </ul>
          )}
          <p className="text-xs text-muted">
            {users.data.items.length === 0 && 'Nobody in particular. '}System administrators work on all
            accounts.
          </p>
        </>
      ) : (
        <Skeleton className="h-16 w-full" />
      )}
    </Section>
  );
}
