'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, use } from 'react';
import { classNames } from './class-names.ts';
import { typeInto } from './typed-ahead.ts';
import { OpeningContext } from './while-opening.tsx';

export interface DialogWindowProps {
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description: string;
  readonly children: ReactNode;
  /** Whether a click beside it leaves it open. */
  readonly steady?: boolean;
  /** Whether it takes the width that code and long lists need. */
  readonly wide?: boolean;
  /** Whether it lies over another one that may be open. */
  readonly topmost?: boolean;
}

/** The window itself, open as long as it is there. */
export default function DialogWindow({ onOpenChange, ...window }: DialogWindowProps) {
  return (
    <Radix.Root open onOpenChange={onOpenChange}>
      <Window {...window} />
    </Radix.Root>
  );
}

function Window({
  title,
  description,
  children,
  steady,
  wide,
  topmost,
}: Omit<DialogWindowProps, 'onOpenChange'>) {
  const opening = use(OpeningContext);
  /** Gives what was typed before there was a window to what has the focus in it first. */
  const takeOver = (field: EventTarget) => {
    if (!opening || opening.typed === '') return;
    const { typed } = opening;
    opening.typed = '';
    // React is not done with the field yet, and nobody types on before that.
    queueMicrotask(() => typeInto(field, typed));
  };
  return (
    <Radix.Portal>
      <Radix.Overlay className={classNames('fixed inset-0 bg-black/40', topmost ? 'z-50' : 'z-40')} />
      <Radix.Content
        onInteractOutside={(event) => {
          if (steady) event.preventDefault();
        }}
        onFocus={(event) => takeOver(event.target)}
        onCloseAutoFocus={(event) => {
          // Radix would take a field inside that has the focus from the start for what had it before.
          event.preventDefault();
          const opener = opening?.opener;
          if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
        }}
        className={classNames(
          'fixed top-[max(1rem,8vh)] left-1/2 max-h-[calc(100dvh-max(1rem,8vh)-1rem)] -translate-x-1/2 overflow-y-auto rounded-lg border bg-sheet p-5 shadow-xl',
          topmost ? 'z-60' : 'z-50',
          wide ? 'w-[min(44rem,calc(100vw-2rem))]' : 'w-[min(28rem,calc(100vw-2rem))]',
        )}
      >
        <Radix.Title className="pr-8 text-base font-semibold">{title}</Radix.Title>
        <Radix.Description className="mt-1 mb-4 text-sm text-muted">{description}</Radix.Description>
        {/* A window that is opened from this one is an opening of its own. */}
        <OpeningContext value={undefined}>{children}</OpeningContext>
        <Radix.Close
          aria-label="Close"
          className="absolute top-4 right-4 rounded-sm p-1 text-muted hover:text-ink [&_svg]:size-4"
        >
          <X />
        </Radix.Close>
      </Radix.Content>
    </Radix.Portal>
  );
}
