'use client';

import { loadLater } from '@/components/load-later.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import type { DialogWindowProps } from './dialog-window.tsx';
import { WhileOpening } from './while-opening.tsx';

const { Part: DialogWindow, preload } = loadLater(() => import('./dialog-window.tsx'));

/** Loads what all dialogs have in common once the page is idle: one that is asked for is there at once then. */
export function useDialogsSoon(): void {
  useWhenIdle(preload);
}

interface DialogProps extends DialogWindowProps {
  readonly open: boolean;
}

/**
 * A window over the page; Escape and a click beside it close it. What keeps the focus in it is loaded after the page, and what
 * is typed meanwhile goes to the field in it that has the focus first.
 */
export function Dialog({ open, ...window }: DialogProps) {
  if (!open) return null;
  return (
    <WhileOpening title={window.title} onCancel={() => window.onOpenChange(false)}>
      <DialogWindow {...window} />
    </WhileOpening>
  );
}
