'use client';

import { Slot } from 'radix-ui';
import { lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { useWhenIdle } from '@/components/use-when-idle.ts';

const load = () => import('./popover-window.tsx');
const PopoverWindow = lazy(load);

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly className?: string;
  /** What is inside; it may close it. */
  readonly children: (close: () => void) => ReactNode;
}

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
