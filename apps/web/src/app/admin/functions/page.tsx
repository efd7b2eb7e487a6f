import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Desk } from '../../../desk/desk.tsx';
import { PageHead } from '../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../server/require-visitor.ts';
import { ApplyingSwitch } from './applying-switch.tsx';
import { FunctionList } from './function-list.tsx';

export const metadata: Metadata = { title: 'Functions' };

export default async function Functions() {
  const visitor = await requireAdministrator('/admin/functions');
  return (
    <Desk visitor={visitor}>
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
    </Desk>
  );
}
