'use client';

import { type ReactNode, useState } from 'react';
import { FailureNotice } from './failure-notice.tsx';
import { Button } from './ui/button.tsx';
import { Dialog } from './ui/dialog.tsx';

interface ConfirmationProps {
  /** What the button says that asks for it. */
  readonly trigger: ReactNode;
  readonly title: string;
  /** What will happen, and to whom. */
  readonly description: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly onConfirm: () => Promise<unknown>;
  /** Tells two buttons of the same wording apart. */
  readonly label?: string;
}

/** A button for what cannot be taken back: it asks first, and a failure keeps the question open. */
export function Confirmation({ trigger, title, description, action, onConfirm, label }: ConfirmationProps) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  const confirm = () => {
    setPending(true);
    onConfirm()
      .then(() => setOpen(false), setError)
      .finally(() => setPending(false));
  };
  return (
    <>
      <Button
        variant="outline"
        size="small"
        aria-label={label}
        onClick={() => {
          setError(undefined);
          setOpen(true);
        }}
      >
        {trigger}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={title} description={description}>
        {error !== undefined && (
          <div className="mb-4">
            <FailureNotice error={error} />
          </div>
        )}
        <div className="flex gap-2">
          <Button variant="danger" disabled={pending} onClick={confirm}>
            {action}
          </Button>
          <Button variant="ghost" onClick={() => setOpen(false)}>
            Cancel
          </Button>
        </div>
      </Dialog>
    </>
  );
}
