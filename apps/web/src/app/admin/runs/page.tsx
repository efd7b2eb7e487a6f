import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { ExportLink } from '@/features/runs/export-link.tsx';
import { RunList } from '@/features/runs/run-list.tsx';
import { namesRunDays, runListInput } from '@/features/runs/run-list-input.ts';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Runs' };

interface RunsProps {
  readonly searchParams: SearchParams;
}

export default async function Runs({ searchParams }: RunsProps) {
  const visitor = await requireAdministrator('/admin/runs');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Runs">
        <Suspense>
          <ViewsMenu list="runs" />
        </Suspense>
        <Suspense>
          <ExportLink />
        </Suspense>
      </PageHead>
      <Prefetched
        load={(queries, trpc) =>
          namesRunDays(get) ? [] : [queries.prefetchQuery(trpc.run.list.queryOptions(runListInput(get)))]
        }
      >
        <Suspense>
          <RunList />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
