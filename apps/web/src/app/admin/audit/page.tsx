import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { Button } from '@/components/ui/button.tsx';
import { EventList } from '@/features/audit/event-list.tsx';
import { eventListInput, namesEventDays } from '@/features/audit/event-list-input.ts';
import { ExportLink } from '@/features/audit/export-link.tsx';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Audit' };

interface AuditProps {
  readonly searchParams: SearchParams;
}

export default async function Audit({ searchParams }: AuditProps) {
  const visitor = await requireAdministrator('/admin/audit');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Audit">
        <Suspense>
          <ViewsMenu list="audit" />
        </Suspense>
        <Suspense>
          <ExportLink />
        </Suspense>
        <Button asChild variant="outline">
          <Link href="/admin/requests?way=programs">Requests</Link>
        </Button>
      </PageHead>
      <Prefetched
        load={(queries, trpc) =>
          namesEventDays(get)
            ? []
            : [queries.prefetchQuery(trpc.audit.list.queryOptions(eventListInput(get)))]
        }
      >
        <Suspense>
          <EventList />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
