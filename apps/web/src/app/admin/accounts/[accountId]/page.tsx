import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { AccountDetails } from '@/features/accounts/account-details.tsx';
import { requireAdministrator } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Account' };

interface AccountProps {
  readonly params: Promise<{ readonly accountId: string }>;
}

export default async function Account({ params }: AccountProps) {
  const { accountId } = await params;
  const visitor = await requireAdministrator(`/admin/accounts/${accountId}`);
  return (
    <AdminShell visitor={visitor}>
      <AccountDetails accountId={decodeURIComponent(accountId)} />
    </AdminShell>
  );
}
