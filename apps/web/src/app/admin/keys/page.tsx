import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { ExportLink } from '@/features/api-keys/export-link.tsx';
import { KeyList } from '@/features/api-keys/key-list.tsx';
import { keyListInput } from '@/features/api-keys/key-list-input.ts';
import { NewKeyDialog } from '@/features/api-keys/new-key-dialog.tsx';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'API keys' };

interface KeysProps {
  readonly searchParams: SearchParams;
}

export default async function Keys({ searchParams }: KeysProps) {
  const visitor = await requireAdministrator('/admin/keys');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="API keys">
        <Suspense>
          <ViewsMenu list="keys" />
        </Suspense>
        <Suspense>
          <ExportLink />
        </Suspense>
        <NewKeyDialog />
      </PageHead>
      <Prefetched
        load={(queries, trpc) => [queries.prefetchQuery(trpc.apiKey.list.queryOptions(keyListInput(get)))]}
      >
        <Suspense>
          <KeyList administers />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
