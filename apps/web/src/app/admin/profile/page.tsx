import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminShell } from '@/components/admin-shell/admin-shell.tsx';
import { PageHead } from '@/components/admin-shell/page-head.tsx';
import { Profile } from '@/features/profile/profile.tsx';
import { requireSignedIn } from '@/server/require-visitor.ts';

export const metadata: Metadata = { title: 'Your sign-in' };

export default async function ProfilePage() {
  const visitor = await requireSignedIn('/admin/profile');
  return (
    <AdminShell visitor={visitor}>
      <PageHead title="Your sign-in" />
      <Suspense>
        <Profile userId={visitor.userId} />
      </Suspense>
    </AdminShell>
  );
}
