import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { EventList } from '@/features/audit/event-list.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Audit' };

export default async function Audit() {
  const visitor = await requireAdministrator('/admin/audit');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Audit" />
      <Suspense>
        <EventList />
      </Suspense>
    </AdminShell>
  );
}
