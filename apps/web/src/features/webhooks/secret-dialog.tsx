'use client';

import { ShownOnce } from '@/components/shown-once.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';

interface SecretDialogProps {
  /** The secret; nothing is shown without one. */
  readonly secret: string | undefined;
  readonly onDone: () => void;
}

/** A new secret of a webhook, to be copied now. */
export function SecretDialog({ secret, onDone }: SecretDialogProps) {
  return (
    <Dialog
      open={secret !== undefined}
      onOpenChange={onDone}
      title="Copy the secret now"
      description="It will not be shown again. The receiver checks with it that events are ours."
      // A click beside it must not throw the secret away.
      steady
    >
      <div className="flex flex-col gap-4">
        <ShownOnce label="Secret" text={secret ?? ''} copy="Copy secret" />
        <Button className="self-start" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </Dialog>
  );
}
