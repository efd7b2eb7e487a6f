import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Desk } from '../../../desk/desk.tsx';
import { PageHead } from '../../../desk/page-head.tsx';
import { requireSignedIn } from '../../../server/require-visitor.ts';
import { Profile } from './profile.tsx';

export const metadata: Metadata = { title: 'Your sign-in' };

export default async function ProfilePage() {
  const visitor = await requireSignedIn('/admin/profile');
  return (
    <Desk visitor={visitor}>
      <PageHead title="Your sign-in" />
      <Suspense>
        <Profile userId={visitor.userId} />
      </Suspense>
    </Desk>
  );
}
