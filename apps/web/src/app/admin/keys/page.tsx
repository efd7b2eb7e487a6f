import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Desk } from '../../../desk/desk.tsx';
import { PageHead } from '../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../server/require-visitor.ts';
import { KeyList } from './key-list.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';

export const metadata: Metadata = { title: 'API keys' };

export default async function Keys() {
  const visitor = await requireAdministrator('/admin/keys');
  return (
    <Desk visitor={visitor}>
      <PageHead title="API keys">
        <NewKeyDialog />
      </PageHead>
      <Suspense>
        <KeyList />
      </Suspense>
    </Desk>
  );
}
