'use client';

import { Suspense } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import type { DialogWindowProps } from './dialog-window.tsx';

const { Part: DialogWindow, preload } = loadLater(() => import('./dialog-window.tsx'));

interface DialogProps extends DialogWindowProps {
  readonly open: boolean;
}

/** A window over the page; Escape and a click beside it close it. What keeps the focus in it is loaded after the page. */
export function Dialog({ open, ...window }: DialogProps) {
  useWhenIdle(preload);
  if (!open) return null;
  return (
    // Whoever types before it is there must not hit the keys of the page.
    <Suspense fallback={<div role="dialog" aria-label={window.title} aria-busy="true" />}>
      <DialogWindow {...window} />
    </Suspense>
  );
}
