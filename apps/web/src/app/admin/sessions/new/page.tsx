import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { AfterScripts } from '@/components/after-scripts.tsx';
import { NewSessionForm } from '@/features/sessions/new-session-form.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'New session' };

export default async function NewSession() {
  const visitor = await requireAdministrator('/admin/sessions/new');
  return (
    <AdminShell visitor={visitor}>
      <BackLink href="/admin/sessions">Sessions</BackLink>
      <PageHead title="New session" />
      <AfterScripts>
        <NewSessionForm />
      </AfterScripts>
    </AdminShell>
  );
}
