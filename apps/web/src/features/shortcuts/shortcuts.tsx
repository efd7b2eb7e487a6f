'use client';

import { useEffect, useState } from 'react';
import { useKeys } from '@/features/sessions/review/use-keys.ts';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';
import { KeysDialog } from './keys-dialog.tsx';

const ASKED_FOR = 'show-shortcuts';

/** Opens the list of keys, from wherever a page offers it. */
export function showShortcuts(): void {
  window.dispatchEvent(new Event(ASKED_FOR));
}

/** The list of keys, which `?` opens on every page. */
export function Shortcuts() {
  const [open, setOpen] = useState(false);
  const [keysAreOn] = useKeysSwitch();
  useKeys({ '?': () => setOpen(true) }, keysAreOn);
  useEffect(() => {
    const show = () => setOpen(true);
    window.addEventListener(ASKED_FOR, show);
    return () => window.removeEventListener(ASKED_FOR, show);
  }, []);
  return open ? <KeysDialog onClose={() => setOpen(false)} /> : null;
}
