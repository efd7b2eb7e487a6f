'use client';

import type { AISessionActionInfo } from '@ai-sessions/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { useUnsaved } from '@/components/form/unsaved.ts';
import { Button } from '@/components/ui/button.tsx';
import { Field, Textarea } from '@/components/ui/field.tsx';
import { useChangeAsShown } from '@/features/sessions/use-change-as-shown.ts';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { useTRPCClient } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { whatChanged } from './what-changed.ts';

interface SettleFormProps {
  readonly sessionId: string;
  /** The action as it is shown. */
  readonly info: AISessionActionInfo;
  /** Whether it was told as a failure, and may have taken effect all the same. */
  readonly hasFailed: boolean;
}

/** Asks what became of a call that may or may not have taken effect. */
export function SettleForm({ sessionId, info, hasFailed }: SettleFormProps) {
  const { id: actionId = '' } = info;
  const api = useTRPCClient();
  const changeAsShown = useChangeAsShown(sessionId);
  const { show } = useSessionRefresh(sessionId);
  const [note, setNote] = useState('');
  const settle = useMutation({
    mutationFn: (settlement: 'Applied' | 'NotApplied') =>
      changeAsShown(
        (present) => whatChanged(info, present),
        (asRead) => api.session.settleAction.mutate({ sessionId, actionId, settlement, note }, asRead),
      ),
    onSuccess: (session) => void show(session),
  });
  useUnsaved(note !== '' && !settle.isSuccess);
  const { fields } = failureOf(settle.error);
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
        <Button size="small" disabled={settle.isPending} onClick={() => settle.mutate('Applied')}>
          It took effect
        </Button>
        <Button
          size="small"
          variant="outline"
          disabled={settle.isPending}
          onClick={() => settle.mutate('NotApplied')}
        >
          It did not
        </Button>
      </div>
    </div>
  );
}
