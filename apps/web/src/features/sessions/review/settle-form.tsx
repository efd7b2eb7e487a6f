'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Field, Textarea } from '@/components/ui/field.tsx';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';

interface SettleFormProps {
  readonly sessionId: string;
  readonly actionId: string;
  /** Whether it was told as a failure, and may have taken effect all the same. */
  readonly hasFailed: boolean;
}

/** Asks what became of a call that may or may not have taken effect. */
export function SettleForm({ sessionId, actionId, hasFailed }: SettleFormProps) {
  const trpc = useTRPC();
  const { show } = useSessionRefresh(sessionId);
  const [note, setNote] = useState('');
  const settle = useMutation(
    trpc.session.settleAction.mutationOptions({ onSuccess: (session) => void show(session) }),
  );
  const { fields } = failureOf(settle.error);
  const say = (settlement: 'Applied' | 'NotApplied') =>
    settle.mutate({ sessionId, actionId, settlement, note });
  return (
    <div className="mt-3 flex flex-col gap-1 rounded-md bg-warning-soft p-3">
      <p className="text-sm font-medium">
        {hasFailed
          ? 'It failed, and may have taken effect all the same. Look it up, then say what happened.'
          : 'Its call may have arrived or not, and is not repeated by itself. Look it up, then say what happened.'}
      </p>
      {settle.isError && !fields.Note && <FailureNotice error={settle.error} />}
      <Field label="How do you know?" error={fields.Note}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            className="min-h-16"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={settle.isPending} onClick={() => say('Applied')}>
          It took effect
        </Button>
        <Button size="small" variant="outline" disabled={settle.isPending} onClick={() => say('NotApplied')}>
          It did not
        </Button>
      </div>
    </div>
  );
}
