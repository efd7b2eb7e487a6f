import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Desk } from '../../../desk/desk.tsx';
import { PageHead } from '../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../server/require-administrator.ts';
import { AccountList } from './account-list.tsx';
import { NewAccountDialog } from './new-account-dialog.tsx';

export const metadata: Metadata = { title: 'Accounts' };

export default async function Accounts() {
  const administrator = await requireAdministrator('/admin/accounts');
  return (
    <Desk administrator={administrator}>
      <PageHead title="Accounts">
        <NewAccountDialog />
      </PageHead>
      <Suspense>
        <AccountList />
      </Suspense>
    </Desk>
  );
}
