import type { Metadata } from 'next';
import { BackLink } from '../../../../desk/back-link.tsx';
import { Desk } from '../../../../desk/desk.tsx';
import { PageHead } from '../../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../../server/require-visitor.ts';
import { NewSessionForm } from './new-session-form.tsx';

export const metadata: Metadata = { title: 'New session' };

export default async function NewSession() {
  const visitor = await requireAdministrator('/admin/sessions/new');
  return (
    <Desk visitor={visitor}>
      <BackLink href="/admin/sessions">Sessions</BackLink>
      <PageHead title="New session" />
      <NewSessionForm />
    </Desk>
  );
}
