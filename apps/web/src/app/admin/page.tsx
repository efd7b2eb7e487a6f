import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { areHidden, FIRST_STEPS_COOKIE } from '@/features/first-steps/first-steps-cookie.ts';
import { Setup } from '@/features/first-steps/setup.tsx';
import { ApplyingBanner } from '@/features/functions/applying-banner.tsx';
import { mentionListInput } from '@/features/overview/mention-list-input.ts';
import { Overview } from '@/features/overview/overview.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { service } from '@/server/service.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const visitor = await requireAdministrator('/admin');
  const isHidden = areHidden((await cookies()).get(FIRST_STEPS_COOKIE)?.value);
  const { publicUrl } = (await service()).services;
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Overview" />
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.applying.get.queryOptions({})),
          queries.prefetchQuery(trpc.setup.get.queryOptions({})),
          queries.prefetchQuery(trpc.overview.get.queryOptions({})),
          queries.prefetchQuery(trpc.overview.queue.queryOptions({})),
          queries.prefetchQuery(trpc.comment.mentions.queryOptions(mentionListInput)),
        ]}
      >
        <div className="mb-4 empty:hidden">
          <ApplyingBanner />
        </div>
        <Setup emailAddress={visitor.emailAddress} publicUrl={publicUrl} isHidden={isHidden} />
        <Overview />
      </Prefetched>
    </AdminShell>
  );
}
