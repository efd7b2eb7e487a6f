import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Desk } from '../../../desk/desk.tsx';
import { PageHead } from '../../../desk/page-head.tsx';
import { requireManager } from '../../../server/require-visitor.ts';
import { NewUserDialog } from './new-user-dialog.tsx';
import { UserList } from './user-list.tsx';

export const metadata: Metadata = { title: 'Users' };

export default async function Users() {
  const visitor = await requireManager('/admin/users');
  return (
    <Desk visitor={visitor}>
      <PageHead title="Users">
        <NewUserDialog grantsRoles={visitor.roles.includes('SystemAdministrator')} />
      </PageHead>
      <Suspense>
        <UserList />
      </Suspense>
    </Desk>
  );
}
