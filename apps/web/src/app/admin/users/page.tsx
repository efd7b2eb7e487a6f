import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { type SearchParams, urlReader } from '@/components/table/url-state.ts';
import { ExportLink } from '@/features/users/export-link.tsx';
import { NewUserDialog } from '@/features/users/new-user-dialog.tsx';
import { UserList } from '@/features/users/user-list.tsx';
import { userListInput } from '@/features/users/user-list-input.ts';
import { ViewsMenu } from '@/features/views/views-menu.tsx';
import { requireManager } from '@/server/require-visitor.ts';
import { Prefetched } from '@/trpc/prefetched.tsx';

export const metadata: Metadata = { title: 'Users' };

interface UsersProps {
  readonly searchParams: SearchParams;
}

export default async function Users({ searchParams }: UsersProps) {
  const visitor = await requireManager('/admin/users');
  const get = await urlReader(searchParams);
  const administers = visitor.roles.includes('SystemAdministrator');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Users">
        {administers && (
          <Suspense>
            <ViewsMenu list="users" />
          </Suspense>
        )}
        <Suspense>
          <ExportLink />
        </Suspense>
        <NewUserDialog grantsRoles={administers} />
      </PageHead>
      <Prefetched
        load={(queries, trpc) => [queries.prefetchQuery(trpc.user.list.queryOptions(userListInput(get)))]}
      >
        <Suspense>
          <UserList />
        </Suspense>
      </Prefetched>
    </AdminShell>
  );
}
