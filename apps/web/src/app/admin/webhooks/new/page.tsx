import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { BackLink } from '@/components/admin-shell/back-link.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { AfterScripts } from '@/components/after-scripts.tsx';
import { NewWebhook } from '@/features/webhooks/new-webhook.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'New webhook' };

export default async function NewWebhookPage() {
  const visitor = await requireAdministrator('/admin/webhooks/new');
  return (
    <AdminShell visitor={visitor}>
      <BackLink href="/admin/webhooks">Webhooks</BackLink>
      <PageHead title="New webhook" />
      <AfterScripts>
        <NewWebhook />
      </AfterScripts>
    </AdminShell>
  );
}
