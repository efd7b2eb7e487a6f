'use client';

import { Popover as Radix } from 'radix-ui';
import { type ComponentProps, type ReactElement, type ReactNode, useState } from 'react';
import { classNames } from './class-names.ts';

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<ComponentProps<'button'>>;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly className?: string;
  /** What is inside; it may close it. */
  readonly children: (close: () => void) => ReactNode;
}

/** The window with its button, open at first. */
export default function PopoverWindow({
  trigger,
  label,
  align = 'start',
  className,
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(true);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className={classNames('z-50 rounded-md border bg-sheet shadow-lg', className)}
        >
          {children(() => setOpen(false))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
