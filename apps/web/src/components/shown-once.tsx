'use client';

import { CopyButton } from './ui/copy-button.tsx';

interface ShownOnceProps {
  readonly label: string;
  readonly text: string;
  /** What the button that copies it is called. */
  readonly copy: string;
}

/** A secret that is shown this once, to be copied. */
export function ShownOnce({ label, text, copy }: ShownOnceProps) {
  return (
    <div>
      <div className="mb-1 text-sm font-medium">{label}</div>
      <div className="flex items-start justify-between gap-2 rounded-md border bg-sunken p-2.5">
        <code className="font-mono text-xs leading-5 break-all select-all">{text}</code>
        <CopyButton text={text} label={copy} />
      </div>
    </div>
  );
}
