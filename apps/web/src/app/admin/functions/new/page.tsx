import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { AfterScripts } from '@/components/after-scripts.tsx';
import { NewFunction } from '@/features/functions/new-function.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'New function' };

export default async function NewFunctionPage() {
  const visitor = await requireAdministrator('/admin/functions/new');
  return (
    <AdminShell visitor={visitor}>
      <BackLink href="/admin/functions">Functions</BackLink>
      <PageHead title="New function" />
      <AfterScripts>
        <NewFunction />
      </AfterScripts>
    </AdminShell>
  );
}
