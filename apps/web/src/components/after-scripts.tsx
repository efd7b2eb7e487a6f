'use client';

import type { ReactNode } from 'react';
import { useHydrated } from './use-hydrated.ts';

/**
 * Fields and buttons that wait for the page's scripts: what is typed before them would be shown, and known to nobody.
 */
export function AfterScripts({ children }: { children: ReactNode }) {
  const hydrated = useHydrated();
  return (
    <fieldset role="none" disabled={!hydrated} className="contents">
      {children}
    </fieldset>
  );
}
