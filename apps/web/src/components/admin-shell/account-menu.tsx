'use client';

import { lazy, Suspense, useState } from 'react';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { AccountButton } from './account-button.tsx';

const load = () => import('./account-menu-window.tsx');
const AccountMenuWindow = lazy(load);

/** Who is signed in, how the pages look, and the way out. The menu is loaded after the page. */
export function AccountMenu({ emailAddress }: { emailAddress: string }) {
  const [wanted, setWanted] = useState(false);
  useWhenIdle(load);
  const button = <AccountButton emailAddress={emailAddress} onClick={() => setWanted(true)} />;
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenuWindow emailAddress={emailAddress} />
    </Suspense>
  );
}
