import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Desk } from '../../../desk/desk.tsx';
import { PageHead } from '../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../server/require-visitor.ts';
import { AccountList } from './account-list.tsx';
import { NewAccountDialog } from './new-account-dialog.tsx';

export const metadata: Metadata = { title: 'Accounts' };

export default async function Accounts() {
  const visitor = await requireAdministrator('/admin/accounts');
  return (
    <Desk visitor={visitor}>
      <PageHead title="Accounts">
        <NewAccountDialog />
      </PageHead>
      <Suspense>
        <AccountList />
      </Suspense>
    </Desk>
  );
}
