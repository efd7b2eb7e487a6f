import type { Metadata } from 'next';
import { Desk } from '../../../../desk/desk.tsx';
import { requireManager } from '../../../../server/require-visitor.ts';
import { UserDetails } from './user-details.tsx';

export const metadata: Metadata = { title: 'User' };

interface UserProps {
  readonly params: Promise<{ readonly userId: string }>;
}

export default async function User({ params }: UserProps) {
  const { userId } = await params;
  const visitor = await requireManager(`/admin/users/${userId}`);
  return (
    <Desk visitor={visitor}>
      <UserDetails
        userId={decodeURIComponent(userId)}
        administers={visitor.roles.includes('SystemAdministrator')}
      />
    </Desk>
  );
}
