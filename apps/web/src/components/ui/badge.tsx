import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const tones = {
  plain: 'bg-sunken text-ink',
  accent: 'bg-accent-soft text-ink',
  danger: 'bg-danger-soft text-danger',
} as const;

/** A word that stands out: a role, a state. */
export function Badge({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center rounded-sm px-1.5 py-0.5 text-xs font-medium',
        tones[tone],
      )}
    >
      <span className="truncate">{children}</span>
    </span>
  );
}
