import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { keyListInput } from '@/features/api-keys/key-list-input.ts';
import { Profile } from '@/features/profile/profile.tsx';
import { requireSignedIn } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Your sign-in' };

interface ProfilePageProps {
  readonly searchParams: SearchParams;
}

export default async function ProfilePage({ searchParams }: ProfilePageProps) {
  const visitor = await requireSignedIn('/admin/profile');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Your sign-in" />
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.auth.status.queryOptions({})),
          queries.prefetchQuery(trpc.auth.sessions.queryOptions({ userId: visitor.userId })),
          queries.prefetchQuery(trpc.auth.agents.queryOptions({ userId: visitor.userId })),
          queries.prefetchQuery(trpc.apiKey.list.queryOptions(keyListInput(get, visitor.userId))),
        ]}
      >
        <Suspense>
          <Profile userId={visitor.userId} reviews={visitor.roles.includes('SystemAdministrator')} />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
