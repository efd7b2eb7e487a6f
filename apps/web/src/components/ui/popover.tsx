'use client';

import { Slot } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import { useWhenIdle } from '@/components/use-when-idle.ts';
import type { PopoverProps } from './popover-window.tsx';

const load = () => import('./popover-window.tsx');
const PopoverWindow = lazy(load);

/** A small window at a button. What places it is loaded after the page, and stands in at the first click. */
export function Popover(props: PopoverProps) {
  const [wanted, setWanted] = useState(false);
  useWhenIdle(load);
  const trigger = (
    <Slot.Root aria-haspopup="dialog" aria-expanded={false} onClick={() => setWanted(true)}>
      {props.trigger}
    </Slot.Root>
  );
  if (!wanted) return trigger;
  return (
    <Suspense fallback={trigger}>
      <PopoverWindow {...props} />
    </Suspense>
  );
}
