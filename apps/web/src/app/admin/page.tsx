import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { ApplyingBanner } from '@/features/functions/applying-banner.tsx';
import { Overview } from '@/features/overview/overview.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const visitor = await requireAdministrator('/admin');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Overview" />
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.applying.get.queryOptions({})),
          queries.prefetchQuery(trpc.overview.get.queryOptions({})),
        ]}
      >
        <div className="mb-4 empty:hidden">
          <ApplyingBanner />
        </div>
        <Overview />
      </Prefetched>
    </AdminShell>
  );
}
