'use client';

import type { AISessionReview } from '@ai-sessions/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { asRead } from '@/trpc/links.ts';
import { ApplySummary } from './apply-summary.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

interface ApplyDialogProps {
  readonly review: AISessionReview;
  readonly actions: readonly ReviewedAction[];
  /** Whether a run has begun. */
  readonly isApplying: boolean;
  /** Whether the review is being read again: it must be seen before it is applied. */
  readonly isStale: boolean;
  readonly onClose: () => void;
  /** The session is not what was read: it has been opened for review again. */
  readonly onMoved: () => void;
}

/** Says for whom what will be done and what not, has the name of the customer typed where harm is possible, and applies. */
export function ApplyDialog({ review, actions, isApplying, isStale, onClose, onMoved }: ApplyDialogProps) {
  const trpc = useTRPC();
  const { sessionId, eTag, accountName } = review;
  const { refresh, show } = useSessionRefresh(sessionId);
  const [typed, setTyped] = useState('');
  const [goOn, setGoOn] = useState(false);
  /** ETag of what is to be applied, until the review is known to be fresh. */
  const [wanted, setWanted] = useState<string>();
  const apply = useMutation(
    trpc.session.applyActions.mutationOptions({
      trpc: asRead(eTag),
      onSuccess: (session) => {
        onClose();
        void show(session);
      },
      onError: (error) => {
        void refresh(undefined);
        if (failureOf(error).status === 412) onMoved();
      },
    }),
  );
  useEffect(() => {
    // The answer comes when the run has ended; its progress is on the page.
    if (isApplying) onClose();
  }, [isApplying, onClose]);

  const running = actions.filter(({ review: seen }) => seen?.runs);
  const isHarmful = running.some(({ review: seen }) => seen?.risk !== 'Ordinary');
  const isFinal = running.some(({ review: seen }) => seen?.risk === 'Irreversible');
  const perhapsDone = running.filter(({ info }) => info.mayBeDoneTwice).map(({ number }) => number);
  const customer = accountName ?? 'the whole platform';
  const name = accountName ?? 'platform';
  const isConfirmed = !isHarmful || typed.trim().normalize() === name.normalize();
  const canApply = isConfirmed && !apply.isPending && running.length > 0;
  const { mutate } = apply;
  useEffect(() => {
    if (wanted === undefined || isStale) return;
    setWanted(undefined);
    // Otherwise it shows now what has changed, to be read first.
    if (wanted === eTag) mutate({ sessionId, continueAfterFailure: goOn });
  }, [wanted, isStale, eTag, goOn, sessionId, mutate]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (canApply) setWanted(eTag);
  }
  return (
    <Dialog
      open
      wide
      steady={apply.isPending}
      onOpenChange={(open) => !open && onClose()}
      title={`Apply to ${customer}`}
      description={`${running.length} of ${actions.length} ${actions.length === 1 ? 'action' : 'actions'} will be carried out for ${customer}, in this order.`}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {apply.isError && <FailureNotice error={apply.error} />}
        <ApplySummary actions={actions} />
        {isFinal && (
          <Notice tone="danger">
            Some of this is irreversible: nothing brings back what was there before.
          </Notice>
        )}
        {perhapsDone.length > 0 && (
          <Notice tone="danger">
            {`${perhapsDone.length === 1 ? 'Action' : 'Actions'} ${perhapsDone.join(', ')} may have taken effect already: carried out again, it may be done twice.`}
          </Notice>
        )}
        {isHarmful && (
          <Field label={`Type “${name}” to confirm`} hint="Some of these actions can do harm.">
            {(control) => (
              <Input
                {...control}
                autoFocus
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        )}
        <Checkbox checked={goOn} onChange={setGoOn}>
          Continue after an action fails
        </Checkbox>
        <div className="flex gap-2">
          <Button
            type="submit"
            autoFocus={!isHarmful}
            variant={isHarmful ? 'danger' : 'primary'}
            disabled={!isConfirmed || running.length === 0}
            aria-disabled={!canApply}
            className="aria-disabled:opacity-50"
          >
            {apply.isPending
              ? 'Applying …'
              : `Apply ${running.length} ${running.length === 1 ? 'action' : 'actions'}`}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
