import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { Button } from '@/components/ui/button.tsx';
import { ApplyingSwitch } from '@/features/functions/applying-switch.tsx';
import { FunctionList } from '@/features/functions/function-list.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Functions' };

export default async function Functions() {
  const visitor = await requireAdministrator('/admin/functions');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Functions">
        <Button asChild>
          <Link href="/admin/functions/new">
            <Plus aria-hidden /> New function
          </Link>
        </Button>
      </PageHead>
      <ApplyingSwitch />
      <Suspense>
        <FunctionList />
      </Suspense>
    </AdminShell>
  );
}
