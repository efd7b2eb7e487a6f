import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { Button } from '@/components/ui/button.tsx';
import { ApplyingBanner } from '@/features/functions/applying-banner.tsx';
import { ExportLink } from '@/features/sessions/export-link.tsx';
import { SessionList } from '@/features/sessions/session-list.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Sessions' };

export default async function Sessions() {
  const visitor = await requireAdministrator('/admin/sessions');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Sessions">
        <div className="flex gap-2">
          <Suspense>
            <ExportLink />
          </Suspense>
          <Button asChild>
            <Link href="/admin/sessions/new">
              <Plus aria-hidden /> New session
            </Link>
          </Button>
        </div>
      </PageHead>
      <div className="mb-4 empty:hidden">
        <ApplyingBanner />
      </div>
      <Suspense>
        <SessionList />
      </Suspense>
    </AdminShell>
  );
}
