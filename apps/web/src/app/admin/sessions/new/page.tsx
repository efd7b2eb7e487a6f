import type { Metadata } from 'next';
import { Desk } from '../../../../desk/desk.tsx';
import { PageHead } from '../../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../../server/require-administrator.ts';
import { NewSessionForm } from './new-session-form.tsx';

export const metadata: Metadata = { title: 'New session' };

export default async function NewSession() {
  const administrator = await requireAdministrator('/admin/sessions/new');
  return (
    <Desk administrator={administrator}>
      <PageHead title="New session" />
      <NewSessionForm />
    </Desk>
  );
}
