'use client';

import { createContext, type ReactNode, Suspense, use, useState } from 'react';

/** What a window takes over that was not there yet when somebody asked for it. */
interface Opening {
  /** What had the focus before. */
  readonly opener: Element | null;
  /** What was typed since. */
  typed: string;
}

/** The opening of the window that is about to be there. */
export const OpeningContext = createContext<Opening | undefined>(undefined);

interface WhileOpeningProps {
  /** What the window is called. */
  readonly title: string;
  /** Whoever presses Escape before it is there does not want it any more. */
  readonly onCancel: () => void;
  /** The window, which may be loaded only now, and so may a window in it. */
  readonly children: ReactNode;
}

const takeFocus = (field: HTMLTextAreaElement | null) => field?.focus();

/** Keeps what is typed until a window is there: it must neither hit the keys of the page nor be lost. */
export function WhileOpening({ title, onCancel, children }: WhileOpeningProps) {
  const around = use(OpeningContext);
  const [opening] = useState((): Opening => around ?? { opener: document.activeElement, typed: '' });
  return (
    <OpeningContext value={opening}>
      <Suspense
        fallback={
          <div role="dialog" aria-label={title} aria-busy="true">
            <textarea
              ref={takeFocus}
              aria-label={title}
              className="sr-only"
              defaultValue={opening.typed}
              onChange={(event) => {
                opening.typed = event.target.value;
              }}
              onKeyDown={(event) => {
                if (event.key === 'Tab') event.preventDefault();
                if (event.key !== 'Escape') return;
                if (opening.opener instanceof HTMLElement) opening.opener.focus();
                onCancel();
              }}
            />
          </div>
        }
      >
        {children}
      </Suspense>
    </OpeningContext>
  );
}
