'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { isDroppable, isOpen, isPending } from '@ai-sessions/contract';
import { FlaskConical, Keyboard, Play, RefreshCw, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Section } from '@/components/admin-shell/section.tsx';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { beginComment } from '@/features/comments/begin-comment.ts';
import { useComments } from '@/features/comments/use-comments.ts';
import { showShortcuts } from '@/features/shortcuts/shortcuts.tsx';
import { ActionCard } from './action-card.tsx';
import type { ActionCommands } from './action-commands.ts';
import { CaseDone } from './case-done.tsx';
import { caseEnding } from './case-ending.ts';
import { lookAlikes } from './look-alikes.ts';
import { type OpenDialog, ReviewDialog } from './review-dialog.tsx';
import { canBeAccepted, type ReviewedAction, reviewedActions } from './reviewed-action.ts';
import { useJudge } from './use-judge.ts';
import { useKeys } from './use-keys.ts';
import { useKeysSwitch } from './use-keys-switch.ts';
import { useOpenedReview } from './use-opened-review.ts';
import type { ReviewReading } from './use-review-reading.ts';

interface ReviewProps {
  readonly session: AISessionInfo;
  readonly visitorId: string;
  readonly reading: ReviewReading;
}

/** The actions of a session, to be read, judged, corrected and applied; every command has a key. */
export function Review({ session, visitorId, reading }: ReviewProps) {
  const { id: sessionId = '', state } = session;
  const isApplying = state === 'Applying';
  const opened = useOpenedReview(session, reading);
  const review = opened.data;
  const actions = useMemo(() => reviewedActions(session, review), [session, review]);
  const alike = useMemo(() => lookAlikes(actions), [actions]);
  const known = useRef(alike);
  useEffect(() => {
    known.current = alike;
  }, [alike]);
  const [dialog, setDialog] = useState<OpenDialog>();
  const [announcement, announce] = useState('');
  const [moved, setMoved] = useState(false);
  /** What this reviewer did last here: what others do is no reason to lead them on. */
  const [did, setDid] = useState<'verdict' | 'apply'>();
  if (isApplying && did === 'verdict') setDid(undefined);
  const onDone = useCallback((words: string) => {
    announce(words);
    setDid('verdict');
  }, []);
  const judge = useJudge(sessionId, onDone);
  const { byAction: comments } = useComments(sessionId);
  const [keysAreOn] = useKeysSwitch();

  const list = useRef<HTMLOListElement>(null);
  const [currentId, setCurrentId] = useState<string>();
  const currentIndex = Math.max(
    0,
    actions.findIndex(({ id }) => id === currentId),
  );
  const current = actions[currentIndex];

  const close = useCallback(() => setDialog(undefined), []);
  const setAside = useCallback(() => {
    setDialog(undefined);
    setMoved(true);
  }, []);
  const beginApply = useCallback(() => setDid('apply'), []);
  const canApply = review !== undefined && !isApplying && actions.length > 0;
  /** Whether something would be carried out, as far as that is known. */
  const isDue = actions.some(({ review: seen, state }) => seen?.runs ?? isPending(state));
  // What became of a call in doubt has to be said first.
  const canClear = canApply && actions.every(({ state }) => isDroppable(state));
  const apply = () => {
    if (!canApply) return;
    setMoved(false);
    setDialog({ kind: 'apply' });
  };
  const dryRun = () => canApply && setDialog({ kind: 'dryRun' });
  const { mutate } = judge;
  // The same ones as long as they do the same, so that of a thousand cards only those are drawn anew that change.
  const commands = useMemo(
    (): ActionCommands => ({
      accept: (action) => canBeAccepted(action) && mutate({ action, judgement: 'Accepted' }),
      refuse: (action) => setDialog({ kind: 'reason', action, judgement: 'Refused' }),
      sendBack: (action) => setDialog({ kind: 'reason', action, judgement: 'Returned' }),
      takeBack: (action) => mutate({ action, judgement: 'Queued' }),
      correct: (action) => setDialog({ kind: 'correct', action }),
      drop: (action) => setDialog({ kind: 'drop', opened: action }),
      comment: ({ id }) => beginComment(visitorId, sessionId, id),
      decideAlike: (action) => {
        const opened = known.current.get(action.id);
        if (opened && opened.length > 1) setDialog({ kind: 'group', opened });
      },
    }),
    [mutate, visitorId, sessionId],
  );
  const onCurrent =
    (command: (action: ReviewedAction) => void, isOffered = true) =>
    () => {
      if (current && isOpen(current.state) && !isApplying && isOffered) command(current);
    };
  const ending = did && !isApplying && state !== 'Discarded' ? caseEnding(actions) : undefined;
  const mayAccept = current?.review?.canAccept;
  const mayJudge = current?.review?.canJudge;
  /** Goes to the action so many further than the one that is marked, wherever the focus is. */
  const go = (by: number) => () => {
    const next = list.current?.children.item(Math.min(Math.max(currentIndex + by, 0), actions.length - 1));
    if (next instanceof HTMLElement) next.focus();
  };
  /** Arrows scroll the page until an action has the focus. */
  const goInList = (by: number) =>
    list.current?.contains(document.activeElement) ? go(by)() : window.scrollBy({ top: by * 60 });
  useKeys(
    {
      j: go(1),
      k: go(-1),
      ArrowDown: () => goInList(1),
      ArrowUp: () => goInList(-1),
      a: onCurrent(commands.accept, mayAccept),
      r: onCurrent(commands.refuse, mayJudge),
      t: onCurrent(commands.sendBack, mayJudge),
      u: onCurrent(commands.takeBack, mayJudge),
      e: onCurrent(commands.correct),
      x: onCurrent(commands.drop),
      g: onCurrent(commands.decideAlike, mayJudge),
      c: () => current && commands.comment(current),
      d: dryRun,
      A: apply,
    },
    keysAreOn,
  );

  return (
    <Section
      title="Proposed changes"
      action={
        <div className="flex flex-wrap gap-2">
          <Button variant="ghost" size="small" aria-keyshortcuts="?" onClick={showShortcuts}>
            <Keyboard aria-hidden /> Keys
          </Button>
          <Button variant="ghost" size="small" disabled={!canApply} onClick={opened.readAnew}>
            <RefreshCw aria-hidden /> Read values again
          </Button>
          <Button variant="outline" size="small" aria-keyshortcuts="d" disabled={!canApply} onClick={dryRun}>
            <FlaskConical aria-hidden /> Dry run
          </Button>
          <Button
            variant={isDue && !isApplying ? 'primary' : 'outline'}
            size="small"
            aria-keyshortcuts="Shift+A"
            disabled={!canApply}
            onClick={apply}
          >
            <Play aria-hidden /> Apply …
          </Button>
        </div>
      }
    >
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
      <div className="flex flex-col gap-3">
        {moved && (
          <Notice tone="danger">
            This session changed after you had opened it, and nothing was carried out. It is shown anew: read
            it through, then apply again.
          </Notice>
        )}
        {opened.isError && <FailureNotice error={opened.error} onRetry={() => void opened.refetch()} />}
        {actions.length === 0 ? (
          <p className="rounded-lg border border-dashed px-4 py-6 text-sm text-muted">
            The agent has not queued anything yet. What it queues appears here by itself.
          </p>
        ) : (
          <ol ref={list} className="flex flex-col gap-3">
            {actions.map((action) => (
              <ActionCard
                key={action.id}
                sessionId={sessionId}
                action={action}
                isCurrent={action === current}
                isLocked={isApplying}
                failure={judge.failures.get(action.id)}
                alike={alike.get(action.id)?.length ?? 0}
                comments={comments.get(action.id)}
                commands={commands}
                onFocus={setCurrentId}
              />
            ))}
          </ol>
        )}
        {canClear && (
          <Button
            variant="ghost"
            size="small"
            className="self-start"
            onClick={() => setDialog({ kind: 'drop', opened: actions })}
          >
            <Trash2 aria-hidden /> Drop all actions …
          </Button>
        )}
        {ending && (
          <CaseDone
            key={ending}
            sessionId={sessionId}
            actions={actions}
            ending={ending}
            isStale={opened.isFetching}
            isCovered={dialog !== undefined}
            onApply={canApply && isDue ? apply : undefined}
          />
        )}
      </div>
      <ReviewDialog
        sessionId={sessionId}
        dialog={dialog}
        review={review}
        actions={actions}
        isApplying={isApplying}
        isStale={opened.isFetching}
        onClose={close}
        onDone={onDone}
        onApply={beginApply}
        onMoved={setAside}
      />
    </Section>
  );
}
