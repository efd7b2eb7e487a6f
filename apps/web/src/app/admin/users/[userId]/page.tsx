import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { historyInput } from '@/components/history/history-input.ts';
import { olderPages } from '@/components/older-pages.ts';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { keyListInput } from '@/features/api-keys/key-list-input.ts';
import { recentRequestsInput } from '@/features/requests/request-list-input.ts';
import { stopInput } from '@/features/stops/stop-input.ts';
import { UserDetails } from '@/features/users/user-details.tsx';
import { requireManager } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'User' };

interface UserProps {
  readonly params: Promise<{ readonly userId: string }>;
  readonly searchParams: SearchParams;
}

export default async function User({ params, searchParams }: UserProps) {
  const { userId } = await params;
  const visitor = await requireManager(`/admin/users/${userId}`);
  const administers = visitor.roles.includes('SystemAdministrator');
  const id = decodeURIComponent(userId);
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.user.get.queryOptions({ userId: id })),
          ...(administers
            ? [
                queries.prefetchQuery(trpc.apiKey.list.queryOptions(keyListInput(get, id))),
                queries.prefetchQuery(trpc.applying.stops.queryOptions(stopInput(id))),
                queries.prefetchQuery(trpc.auth.sessions.queryOptions({ userId: id })),
                queries.prefetchQuery(trpc.auth.agents.queryOptions({ userId: id })),
                queries.prefetchQuery(trpc.user.roles.queryOptions({})),
                queries.prefetchQuery(trpc.request.list.queryOptions(recentRequestsInput({ userId: id }))),
                queries.prefetchInfiniteQuery(
                  trpc.audit.list.infiniteQueryOptions(historyInput('User', id), olderPages),
                ),
              ]
            : []),
        ]}
      >
        <UserDetails userId={id} administers={administers} />
      </Prefetched>
    </AdminShell>
  );
}
