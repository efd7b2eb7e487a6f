import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { AccountList } from '@/features/accounts/account-list.tsx';
import { NewAccountDialog } from '@/features/accounts/new-account-dialog.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Accounts' };

export default async function Accounts() {
  const visitor = await requireAdministrator('/admin/accounts');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Accounts">
        <NewAccountDialog />
      </PageHead>
      <Suspense>
        <AccountList />
      </Suspense>
    </AdminShell>
  );
}
