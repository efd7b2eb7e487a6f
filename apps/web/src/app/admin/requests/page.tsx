import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { namesEventDays } from '@/features/audit/event-list-input.ts';
import { ExportLink } from '@/features/requests/export-link.tsx';
import { RequestList } from '@/features/requests/request-list.tsx';
import { requestListInput } from '@/features/requests/request-list-input.ts';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Requests' };

interface RequestsProps {
  readonly searchParams: SearchParams;
}

export default async function Requests({ searchParams }: RequestsProps) {
  const visitor = await requireAdministrator('/admin/requests');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <BackLink href="/admin/audit">Audit</BackLink>
      <PageHead title="Requests">
        <Suspense>
          <ViewsMenu list="requests" />
        </Suspense>
        <Suspense>
          <ExportLink />
        </Suspense>
      </PageHead>
      <Prefetched
        load={(queries, trpc) =>
          namesEventDays(get)
            ? []
            : [queries.prefetchQuery(trpc.request.list.queryOptions(requestListInput(get)))]
        }
      >
        <Suspense>
          <RequestList />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
