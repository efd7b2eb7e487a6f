import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Desk } from '../../../desk/desk.tsx';
import { PageHead } from '../../../desk/page-head.tsx';
import { requireAdministrator } from '../../../server/require-visitor.ts';
import { EventList } from './event-list.tsx';

export const metadata: Metadata = { title: 'Audit' };

export default async function Audit() {
  const visitor = await requireAdministrator('/admin/audit');
  return (
    <Desk visitor={visitor}>
      <PageHead title="Audit" />
      <Suspense>
        <EventList />
      </Suspense>
    </Desk>
  );
}
