import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface NoticeProps {
  readonly tone: 'danger' | 'plain';
  readonly children: ReactNode;
}

/** A message that stays on the page. */
export function Notice({ tone, children }: NoticeProps) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames(
        'rounded-md border px-3.5 py-2.5 text-sm',
        tone === 'danger' ? 'border-danger/30 bg-danger-soft text-danger' : 'bg-sunken text-muted',
      )}
    >
      {children}
    </div>
  );
}
