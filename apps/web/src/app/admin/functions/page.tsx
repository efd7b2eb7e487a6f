import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { Button } from '@/components/ui/button.tsx';
import { ApplyingSwitch } from '@/features/functions/applying-switch.tsx';
import { ExportLink } from '@/features/functions/export-link.tsx';
import { FunctionList } from '@/features/functions/function-list.tsx';
import { functionListInput } from '@/features/functions/function-list-input.ts';
import { stopListInput } from '@/features/stops/stop-input.ts';
import { StopList } from '@/features/stops/stop-list.tsx';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Functions' };

interface FunctionsProps {
  readonly searchParams: SearchParams;
}

export default async function Functions({ searchParams }: FunctionsProps) {
  const visitor = await requireAdministrator('/admin/functions');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Functions">
        <Suspense>
          <ViewsMenu list="functions" />
        </Suspense>
        <Suspense>
          <ExportLink />
        </Suspense>
        <Button asChild>
          <Link href="/admin/functions/new">
            <Plus aria-hidden /> New function
          </Link>
        </Button>
      </PageHead>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.function.list.queryOptions(functionListInput(get))),
          queries.prefetchQuery(trpc.applying.get.queryOptions({})),
          queries.prefetchQuery(trpc.applying.stops.queryOptions(stopListInput)),
        ]}
      >
        <ApplyingSwitch />
        <StopList />
        <Suspense>
          <FunctionList />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
