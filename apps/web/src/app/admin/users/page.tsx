import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { NewUserDialog } from '@/features/users/new-user-dialog.tsx';
import { UserList } from '@/features/users/user-list.tsx';
import { requireManager } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Users' };

export default async function Users() {
  const visitor = await requireManager('/admin/users');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Users">
        <NewUserDialog grantsRoles={visitor.roles.includes('SystemAdministrator')} />
      </PageHead>
      <Suspense>
        <UserList />
      </Suspense>
    </AdminShell>
  );
}
