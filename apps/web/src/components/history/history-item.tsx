'use client';

import { Link2 } from 'lucide-react';
import { createContext, type ReactNode, useContext } from 'react';
import { classNames } from '@/components/ui/class-names.ts';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { When } from '@/components/ui/when.tsx';
import { useHydrated } from '@/components/use-hydrated.ts';

/** The anchor of what the address of the page leads to. */
export const Arrived = createContext<string | undefined>(undefined);

interface HistoryItemProps {
  /** Names it in the address of the page; without one nothing leads there. */
  readonly anchor?: string | undefined;
  /** What it is, in a word. */
  readonly what: string;
  readonly sentence: ReactNode;
  readonly date: string | undefined;
  readonly children?: ReactNode;
}

/** One thing that happened, in a sentence, with a link to it that can be copied. */
export function HistoryItem({ anchor, what, sentence, date, children }: HistoryItemProps) {
  const isArrived = useContext(Arrived) === anchor && anchor !== undefined;
  return (
    <li
      id={anchor}
      tabIndex={anchor === undefined ? undefined : -1}
      aria-current={isArrived ? 'location' : undefined}
      className={classNames(
        'scroll-my-4 px-4 py-3 text-sm first:rounded-t-lg last:rounded-b-lg',
        isArrived && 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]',
      )}
    >
      <div className="flex items-baseline gap-x-3">
        <p className="min-w-0 flex-1 break-words">{sentence}</p>
        <span className="flex shrink-0 items-center gap-1 text-xs text-muted">
          <When instant={date} />
          {anchor !== undefined && <CopyLink anchor={anchor} what={what} />}
        </span>
      </div>
      {children}
    </li>
  );
}

function CopyLink({ anchor, what }: { anchor: string; what: string }) {
  const isHydrated = useHydrated();
  const address = isHydrated ? window.location.href.replace(/#.*$/, '') : '';
  return <CopyButton text={`${address}#${anchor}`} label={`Copy link to this ${what}`} icon={<Link2 />} />;
}
