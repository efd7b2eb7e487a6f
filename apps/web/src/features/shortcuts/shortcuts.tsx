'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { useKeys } from '@/features/sessions/review/use-keys.ts';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';

const load = () => import('./keys-dialog.tsx');
const KeysDialog = lazy(load);

const ASKED_FOR = 'show-shortcuts';

/** Opens the list of keys, from wherever a page offers it. */
export function showShortcuts(): void {
  window.dispatchEvent(new Event(ASKED_FOR));
}

/** The list of keys, which `?` opens on every page. */
export function Shortcuts() {
  const [open, setOpen] = useState(false);
  const [keysAreOn] = useKeysSwitch();
  useWhenIdle(load);
  useKeys({ '?': () => setOpen(true) }, keysAreOn);
  useEffect(() => {
    const show = () => setOpen(true);
    window.addEventListener(ASKED_FOR, show);
    return () => window.removeEventListener(ASKED_FOR, show);
  }, []);
  if (!open) return null;
  return (
    <Suspense>
      <KeysDialog onClose={() => setOpen(false)} />
    </Suspense>
  );
}
