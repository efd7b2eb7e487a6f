import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { Button } from '@/components/ui/button.tsx';
import { ApplyingBanner } from '@/features/functions/applying-banner.tsx';
import { ExportLink } from '@/features/sessions/export-link.tsx';
import { SessionList } from '@/features/sessions/session-list.tsx';
import { namesSessionDays, sessionListInput } from '@/features/sessions/session-list-input.ts';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Sessions' };

interface SessionsProps {
  readonly searchParams: SearchParams;
}

export default async function Sessions({ searchParams }: SessionsProps) {
  const visitor = await requireAdministrator('/admin/sessions');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Sessions">
        <Suspense>
          <ViewsMenu list="sessions" />
        </Suspense>
        <Suspense>
          <ExportLink />
        </Suspense>
        <Button asChild>
          <Link href="/admin/sessions/new">
            <Plus aria-hidden /> New session
          </Link>
        </Button>
      </PageHead>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.applying.get.queryOptions({})),
          ...(namesSessionDays(get)
            ? []
            : [queries.prefetchQuery(trpc.session.list.queryOptions(sessionListInput(get)))]),
        ]}
      >
        <div className="mb-4 empty:hidden">
          <ApplyingBanner />
        </div>
        <Suspense>
          <SessionList />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
