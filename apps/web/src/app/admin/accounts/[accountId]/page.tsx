import type { Metadata } from 'next';
import { Desk } from '../../../../desk/desk.tsx';
import { requireAdministrator } from '../../../../server/require-visitor.ts';
import { AccountDetails } from './account-details.tsx';

export const metadata: Metadata = { title: 'Account' };

interface AccountProps {
  readonly params: Promise<{ readonly accountId: string }>;
}

export default async function Account({ params }: AccountProps) {
  const { accountId } = await params;
  const visitor = await requireAdministrator(`/admin/accounts/${accountId}`);
  return (
    <Desk visitor={visitor}>
      <AccountDetails accountId={decodeURIComponent(accountId)} />
    </Desk>
  );
}
