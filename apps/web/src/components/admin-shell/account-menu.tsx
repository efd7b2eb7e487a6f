'use client';

import { Suspense, useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { AccountButton } from './account-button.tsx';

const { Part: AccountMenuWindow, preload } = loadLater(() => import('./account-menu-window.tsx'));

/** Who is signed in, how the pages look, and the way out. The menu is loaded after the page. */
export function AccountMenu({ emailAddress }: { emailAddress: string }) {
  const [wanted, setWanted] = useState(false);
  useWhenIdle(preload);
  const button = <AccountButton emailAddress={emailAddress} onClick={() => setWanted(true)} />;
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenuWindow emailAddress={emailAddress} />
    </Suspense>
  );
}
