'use client';

import { type ReactNode, Suspense, useState } from 'react';
import { useWhenIdle } from '@/components/use-when-idle.ts';

/** What every dialog gets that is loaded after the page. */
export interface LaterDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

interface DialogPlaceProps {
  readonly open: boolean;
  /** What the dialog is called until it is there. */
  readonly title: string;
  /** Begins to load it. */
  readonly preload: () => void;
  readonly children: ReactNode;
}

/**
 * The place of a dialog with a form that is loaded after the page. From its first opening on it stays, closed or not,
 * since it holds what was typed.
 */
export function LaterDialog({ open, title, preload, children }: DialogPlaceProps) {
  const [wasOpened, setOpened] = useState(open);
  if (open && !wasOpened) setOpened(true);
  useWhenIdle(preload);
  if (!wasOpened) return null;
  return (
    // Whoever types before it is there must not hit the keys of the page.
    <Suspense fallback={open && <div role="dialog" aria-label={title} aria-busy="true" />}>
      {children}
    </Suspense>
  );
}
