import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { AccountList } from '@/features/accounts/account-list.tsx';
import { accountListInput } from '@/features/accounts/account-list-input.ts';
import { ExportLink } from '@/features/accounts/export-link.tsx';
import { NewAccountDialog } from '@/features/accounts/new-account-dialog.tsx';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Accounts' };

interface AccountsProps {
  readonly searchParams: SearchParams;
}

export default async function Accounts({ searchParams }: AccountsProps) {
  const visitor = await requireAdministrator('/admin/accounts');
  const get = await urlReader(searchParams);
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Accounts">
        <Suspense>
          <ViewsMenu list="accounts" />
        </Suspense>
        <Suspense>
          <ExportLink />
        </Suspense>
        <NewAccountDialog />
      </PageHead>
      <Prefetched
        load={(queries, trpc) => [
          queries.prefetchQuery(trpc.account.list.queryOptions(accountListInput(get))),
        ]}
      >
        <Suspense>
          <AccountList />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
