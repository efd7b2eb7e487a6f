'use client';

import { useEffect, useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { WhileOpening } from '@/components/ui/while-opening.tsx';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import { useKeys } from '@/features/sessions/review/use-keys.ts';
import { useKeysSwitch } from '@/features/sessions/review/use-keys-switch.ts';

const { Part: KeysDialog, preload } = loadLater(() => import('./keys-dialog.tsx'));

const ASKED_FOR = 'show-shortcuts';

/** Opens the list of keys, from wherever a page offers it. */
export function showShortcuts(): void {
  window.dispatchEvent(new Event(ASKED_FOR));
}

/** The list of keys, which `?` opens on every page. */
export function Shortcuts() {
  const [open, setOpen] = useState(false);
  const [keysAreOn] = useKeysSwitch();
  useWhenIdle(preload);
  useKeys({ '?': () => setOpen(true) }, keysAreOn);
  useEffect(() => {
    const show = () => setOpen(true);
    window.addEventListener(ASKED_FOR, show);
    return () => window.removeEventListener(ASKED_FOR, show);
  }, []);
  if (!open) return null;
  return (
    <WhileOpening title="Keys" onCancel={() => setOpen(false)}>
      <KeysDialog onClose={() => setOpen(false)} />
    </WhileOpening>
  );
}
