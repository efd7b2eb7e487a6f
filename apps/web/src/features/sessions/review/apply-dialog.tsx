'use client';

import type { AISessionReview } from '@ai-sessions/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { signIn } from '@/features/sign-in/sign-in.ts';
import { useTRPC } from '@/trpc/client.ts';
import { failureOf } from '@/trpc/failure.ts';
import { asReadNow } from '@/trpc/links.ts';
import { ApplySummary, blocking } from './apply-summary.tsx';
import type { ReviewedAction } from './reviewed-action.ts';

interface ApplyDialogProps {
  readonly review: AISessionReview;
  readonly actions: readonly ReviewedAction[];
  /** Whether a run has begun. */
  readonly isApplying: boolean;
  /** Whether the review is being read again: it must be seen before it is applied. */
  readonly isStale: boolean;
  readonly onClose: () => void;
  /** A run was asked for. */
  readonly onApply: () => void;
  /** The session is not what was read: it has been opened for review again. */
  readonly onMoved: () => void;
}

/** Says for whom what will be done and what not, has the name of the customer typed where harm is possible, and applies. */
export function ApplyDialog(props: ApplyDialogProps) {
  const { review, actions, isApplying, isStale, onClose, onApply, onMoved } = props;
  const trpc = useTRPC();
  const { sessionId, eTag, accountName } = review;
  const { refresh, show } = useSessionRefresh(sessionId);
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const [isSigningIn, setSigningIn] = useState(false);
  const [goOn, setGoOn] = useState(false);
  /** ETag of what this has shown to be applied, and whether it showed something else before. */
  const [shown, setShown] = useState({ eTag: '', hasChanged: false });
  if (!isStale && shown.eTag !== eTag) setShown({ eTag, hasChanged: shown.eTag !== '' });
  /** ETag of what is to be applied, until the review is known to be fresh. */
  const [wanted, setWanted] = useState<string>();
  const apply = useMutation(
    trpc.session.applyActions.mutationOptions({
      trpc: asReadNow(eTag),
      networkMode: 'always',
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
  const isTooOld = failureOf(apply.error).code === 'ReauthenticationRequired';
  const visitor = useQuery(trpc.auth.status.queryOptions({}, { enabled: isTooOld }));
  const blockers = blocking(actions);
  const isHarmful = running.some(({ review: seen }) => seen?.risk !== 'Ordinary');
  const isFinal = running.some(({ review: seen }) => seen?.risk === 'Irreversible');
  const perhapsDone = running.filter(({ info }) => info.mayBeDoneTwice).map(({ number }) => number);
  const customer = accountName ?? 'the whole platform';
  const name = accountName ?? 'platform';
  const isConfirmed = !isHarmful || typed.trim().normalize() === name.normalize();
  const isBusy = apply.isPending || isSigningIn;
  const canApply = isConfirmed && !isBusy && !isStale && running.length > 0;
  const { mutate } = apply;
  useEffect(() => {
    if (wanted === undefined || isStale) return;
    setWanted(undefined);
    // Otherwise it shows now what has changed, to be read first.
    if (wanted !== eTag) return;
    onApply();
    mutate({ sessionId, continueAfterFailure: goOn, confirmation: isHarmful ? typed : undefined });
  }, [wanted, isStale, eTag, goOn, sessionId, isHarmful, typed, onApply, mutate]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!canApply) return;
    if (isTooOld) void signInAgain();
    else setWanted(eTag);
  }

  /** Signs in in place, so that what was typed stays, and goes on. */
  async function signInAgain() {
    const form = new FormData();
    form.set('emailAddress', visitor.data?.emailAddress ?? '');
    form.set('password', password);
    setSigningIn(true);
    // Whoever signs in elsewhere has done so in another tab.
    const refused = password === '' ? undefined : await signIn(form);
    setSigningIn(false);
    setRefusal(refused);
    if (refused === undefined) setWanted(eTag);
  }
  return (
    <Dialog
      open
      wide
      steady={isBusy}
      onOpenChange={(open) => !open && onClose()}
      title={`Apply to ${customer}`}
      description={
        isStale
          ? `What will be carried out for ${customer} is read again.`
          : `${running.length} of ${actions.length} ${actions.length === 1 ? 'action' : 'actions'} will be carried out for ${customer}, in this order.`
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {apply.isError && !isTooOld && <FailureNotice error={apply.error} />}
        {shown.hasChanged && <Notice tone="danger">This has changed. Read it, and apply again.</Notice>}
        {isStale ? (
          <p role="status" className="text-sm text-muted">
            Reading again …
          </p>
        ) : (
          <ApplySummary actions={actions} />
        )}
        {!isStale && blockers.length > 0 && (
          <Notice tone="danger">
            {`Nothing is carried out before a person has accepted or refused ${blockers.length === 1 ? 'action' : 'actions'} ${blockers.map(({ number }) => number).join(', ')}.`}
          </Notice>
        )}
        {!isStale && isFinal && (
          <Notice tone="danger">
            Some of this is irreversible: nothing brings back what was there before.
          </Notice>
        )}
        {!isStale && perhapsDone.length > 0 && (
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
        {isTooOld && (
          <Field
            label={`Password of ${visitor.data?.emailAddress ?? 'yours'}`}
            error={refusal}
            hint="You signed in more than 15 minutes ago, and this cannot be undone. If you sign in elsewhere, sign out and in again in another tab, then apply."
          >
            {(control) => (
              <Input
                {...control}
                autoFocus
                type="password"
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
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
            disabled={!isStale && (!isConfirmed || running.length === 0)}
            aria-disabled={!canApply}
            className="aria-disabled:opacity-50"
          >
            {isBusy
              ? 'Applying …'
              : isStale
                ? 'Apply'
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
