import type { Metadata } from 'next';
import { BackLink } from '../../../../desk/back-link.tsx';
import { Desk } from '../../../../desk/desk.tsx';
import { PageHead } from '../../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../../server/require-visitor.ts';
import { NewFunction } from './new-function.tsx';

export const metadata: Metadata = { title: 'New function' };

export default async function NewFunctionPage() {
  const visitor = await requireAdministrator('/admin/functions/new');
  return (
    <Desk visitor={visitor}>
      <BackLink href="/admin/functions">Functions</BackLink>
      <PageHead title="New function" />
      <NewFunction />
    </Desk>
  );
}
