'use client';

import { cloneElement, Suspense, useState } from 'react';
import { loadLater } from '@/components/load-later.ts';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import type { PopoverProps } from './popover-window.tsx';

const { Part: PopoverWindow, preload } = loadLater(() => import('./popover-window.tsx'));

/** A small window at a button. What places it is loaded after the page, and stands in at the first click. */
export function Popover(props: PopoverProps) {
  const [wanted, setWanted] = useState(false);
  useWhenIdle(preload);
  const trigger = cloneElement(props.trigger, {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onClick: () => setWanted(true),
  });
  if (!wanted) return trigger;
  return (
    <Suspense fallback={trigger}>
      <PopoverWindow {...props} />
    </Suspense>
  );
}
