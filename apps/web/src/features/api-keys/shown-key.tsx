'use client';

import type { NewApiKeyResult } from '@ai-sessions/contract';
import { ShownOnce } from '@/components/shown-once.tsx';
import { Button } from '@/components/ui/button.tsx';

interface ShownKeyProps {
  readonly made: NewApiKeyResult;
  readonly onDone: () => void;
}

/** A new key, to be copied now, with a command to try it. */
export function ShownKey({ made, onDone }: ShownKeyProps) {
  const command = `curl -H "Authorization: Bearer ${made.key}" ${window.location.origin}/auth/status`;
  return (
    <div className="flex flex-col gap-4">
      <ShownOnce label="Key" text={made.key} copy="Copy key" />
      <ShownOnce label="Try it" text={command} copy="Copy command" />
      <Button className="self-start" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  );
}
