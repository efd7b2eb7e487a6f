'use client';

import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import type { ContractForm } from './use-contract-form.ts';

interface FormFootProps<Values extends FieldValues> {
  readonly form: ContractForm<Values>;
  readonly submitLabel: string;
  /** What the button says while it is sent. */
  readonly pendingLabel?: string;
  /** Whether it stays offered while nothing is typed: for something new. */
  readonly isNew?: boolean;
  /** Whether what is wrong is said elsewhere. */
  readonly isTold?: boolean;
  /** What else can be done. */
  readonly children?: ReactNode;
}

/** The end of a form: what went wrong, the button that sends it, and whether it is saved. */
export function FormFoot<Values extends FieldValues>({
  form: { failure, isPending, isTyped, isSent },
  submitLabel,
  pendingLabel = 'Saving …',
  isNew = false,
  isTold = false,
  children,
}: FormFootProps<Values>) {
  return (
    <>
      {failure !== undefined && !isTold && <FailureNotice error={failure} />}
      <div className="mt-1 flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={isPending || (!isNew && !isTyped)}>
          {isPending ? pendingLabel : submitLabel}
        </Button>
        {children}
        <span role="status" className="text-sm text-muted">
          {isSent && !isTyped && !isNew && 'Saved.'}
        </span>
      </div>
    </>
  );
}
