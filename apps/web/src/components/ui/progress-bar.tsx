'use client';

import { Progress } from 'radix-ui';

interface ProgressBarProps {
  /** What goes on. */
  readonly label: string;
  readonly total: number;
  readonly done: number;
}

/** How much of something is done. */
export function ProgressBar({ label, total, done }: ProgressBarProps) {
  return (
    <Progress.Root
      aria-label={label}
      max={total}
      value={done}
      className="h-1.5 overflow-hidden rounded-full border bg-sunken"
    >
      <Progress.Indicator
        className="h-full bg-accent transition-[width]"
        style={{ width: `${(100 * done) / total}%` }}
      />
    </Progress.Root>
  );
}
