'use client';

import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { classNames } from './class-names.ts';

interface CopyButtonProps {
  readonly text: string;
  /** What it is called; what stands beside the icon, if anything does, says the same. */
  readonly label: string;
  readonly className?: string;
  /** What stands for it instead of two sheets. */
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}

/** Copies a text and says so. */
export function CopyButton({ text, label, className, icon = <Copy />, children }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      aria-label={copied ? 'Copied' : label}
      title={copied ? 'Copied' : label}
      className={classNames('rounded-sm p-1 text-muted hover:text-ink [&_svg]:size-3.5', className)}
      onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
      onBlur={() => setCopied(false)}
      onPointerLeave={() => setCopied(false)}
    >
      {copied ? <Check /> : icon}
      {children && (copied ? 'Copied' : children)}
    </button>
  );
}
