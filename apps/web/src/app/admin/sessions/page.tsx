import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Desk } from '../../../desk/desk.tsx';
import { PageHead } from '../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../server/require-visitor.ts';
import { ApplyingBanner } from '../functions/applying-banner.tsx';
import { ExportLink } from './export-link.tsx';
import { SessionList } from './session-list.tsx';

export const metadata: Metadata = { title: 'Sessions' };

export default async function Sessions() {
  const visitor = await requireAdministrator('/admin/sessions');
  return (
    <Desk visitor={visitor}>
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
    </Desk>
  );
}
