import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { historyInput } from '@/components/history/history-input.ts';
import { olderPages } from '@/components/older-pages.ts';
import { AccountDetails } from '@/features/accounts/account-details.tsx';
import { accountUsersInput } from '@/features/accounts/account-users-input.ts';
import { daysOf, thisMonth } from '@/features/accounts/month.ts';
import { stopInput } from '@/features/stops/stop-input.ts';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Account' };

interface AccountProps {
  readonly params: Promise<{ readonly accountId: string }>;
}

export default async function Account({ params }: AccountProps) {
  const { accountId } = await params;
  const visitor = await requireAdministrator(`/admin/accounts/${accountId}`);
  const id = decodeURIComponent(accountId);
  return (
    <AdminShell visitor={visitor}>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.account.get.queryOptions({ accountId: id })),
          queries.prefetchQuery(trpc.applying.stops.queryOptions(stopInput(id))),
          queries.prefetchQuery(trpc.usage.get.queryOptions({ accountId: id, ...daysOf(thisMonth()) })),
          queries.prefetchQuery(trpc.user.list.queryOptions(accountUsersInput(id))),
          queries.prefetchInfiniteQuery(
            trpc.audit.list.infiniteQueryOptions(historyInput('Account', id), olderPages),
          ),
        ]}
      >
        <AccountDetails accountId={id} />
      </Prefetched>
    </AdminShell>
  );
}
