import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const tones = {
  plain: 'bg-sunken text-ink',
  accent: 'bg-accent-soft text-ink',
  danger: 'bg-danger-soft text-danger',
  good: 'bg-good-soft text-good',
  warning: 'bg-warning-soft text-warning',
} as const;

/** How a badge looks. */
export type BadgeTone = keyof typeof tones;

/** A word that stands out: a role, a state. */
export function Badge({ tone = 'plain', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center rounded-sm px-1.5 py-0.5 text-xs font-medium',
        tones[tone],
      )}
    >
      <span dir="auto" className="truncate">
        {children}
      </span>
    </span>
  );
}
