import type { Metadata } from 'next';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { UserDetails } from '@/features/users/user-details.tsx';
import { requireManager } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'User' };

interface UserProps {
  readonly params: Promise<{ readonly userId: string }>;
}

export default async function User({ params }: UserProps) {
  const { userId } = await params;
  const visitor = await requireManager(`/admin/users/${userId}`);
  return (
    <AdminShell visitor={visitor}>
      <UserDetails
        userId={decodeURIComponent(userId)}
        administers={visitor.roles.includes('SystemAdministrator')}
      />
    </AdminShell>
  );
}
