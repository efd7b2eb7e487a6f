'use client';

import { When } from '@/components/ui/when.tsx';
import { StopSwitch, type StopSwitchProps, type SwitchWords } from './stop-switch.tsx';
import type { Standing } from './use-stop.ts';

/** The words of a stop: for when it is on, and for when it is off. */
interface Words extends SwitchWords {
  readonly head: string;
  /** Stands where there is no reason. */
  readonly text: string;
}

interface StopPanelProps
  extends Pick<StopSwitchProps, 'hint' | 'decide' | 'isPending' | 'failure' | 'askedBy'> {
  /** Names the part of the page. */
  readonly label: string;
  readonly standing: Standing;
  readonly on: Words;
  readonly off: Words;
  readonly className?: string;
}

/** Shows whether something is stopped and why, with the switch for it. */
export function StopPanel({ label, standing, on, off, className = '', ...change }: StopPanelProps) {
  const { stopped, reason, changedBy, dateChanged } = standing;
  const words = stopped ? on : off;
  return (
    <section
      aria-label={label}
      className={`flex flex-wrap items-center justify-between gap-3 rounded-lg border px-4 py-3 text-sm ${stopped ? 'border-danger/40 bg-danger-soft' : 'bg-sheet'} ${className}`}
    >
      <div className="min-w-0 flex-1 basis-64">
        <p className={stopped ? 'font-semibold text-danger' : 'font-medium'}>{words.head}</p>
        <p className={`break-words ${stopped ? 'text-danger' : 'text-muted'}`}>{reason ?? words.text}</p>
        {changedBy && (
          <p className={`text-xs break-words ${stopped ? 'text-danger' : 'text-muted'}`}>
            {stopped ? 'Stopped' : 'Resumed'} by {changedBy}, <When instant={dateChanged} />
          </p>
        )}
      </div>
      <StopSwitch stopped={stopped} on={on} off={off} {...change} />
    </section>
  );
}
