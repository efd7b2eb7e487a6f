'use client';

import type { NewApiKeyResult } from '@ai-sessions/contract';
import { Button } from '../../../components/ui/button.tsx';
import { CopyButton } from '../../../components/ui/copy-button.tsx';

interface ShownKeyProps {
  readonly made: NewApiKeyResult;
  readonly onDone: () => void;
}

/** A new key, to be copied now, with a command to try it. */
export function ShownKey({ made, onDone }: ShownKeyProps) {
  const command = `curl -H "Authorization: Bearer ${made.key}" ${window.location.origin}/auth/status`;
  return (
    <div className="flex flex-col gap-4">
      <Secret label="Key" text={made.key} copy="Copy key" />
      <Secret label="Try it" text={command} copy="Copy command" />
      <Button className="self-start" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  );
}

function Secret({ label, text, copy }: { label: string; text: string; copy: string }) {
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
