import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { KeyList } from '@/features/api-keys/key-list.tsx';
import { NewKeyDialog } from '@/features/api-keys/new-key-dialog.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'API keys' };

export default async function Keys() {
  const visitor = await requireAdministrator('/admin/keys');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="API keys">
        <NewKeyDialog />
      </PageHead>
      <Suspense>
        <KeyList />
      </Suspense>
    </AdminShell>
  );
}
