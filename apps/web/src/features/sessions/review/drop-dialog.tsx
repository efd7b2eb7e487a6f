'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { StateBadge } from '@/components/state-badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { useChangeAsShown } from '@/features/sessions/use-change-as-shown.ts';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { useTRPCClient } from '@/trpc/client.ts';
import { ChangedMeanwhile } from '@/trpc/failure.ts';
import type { ReviewedAction } from './reviewed-action.ts';
import { whatChanged } from './what-changed.ts';

interface DropDialogProps {
  readonly sessionId: string;
  /** What is to go, as it was when the dialog opened: one action, or all. */
  readonly opened: ReviewedAction | readonly ReviewedAction[];
  readonly actions: readonly ReviewedAction[];
  readonly onClose: () => void;
  readonly onDone: (announcement: string) => void;
}

/** Names what will be gone, and drops it. */
export function DropDialog({ sessionId, opened, actions, onClose, onDone }: DropDialogProps) {
  const api = useTRPCClient();
  const changeAsShown = useChangeAsShown(sessionId);
  const { refresh, show } = useSessionRefresh(sessionId);
  const [follows, setFollows] = useState(false);
  const one = 'id' in opened ? opened : undefined;
  const present = one ? actions.filter(({ id }) => id === one.id) : actions;
  const shown = follows ? present : [opened].flat();
  const carriedOut = shown.filter(({ state }) => state === 'Applied').length;

  const drop = useMutation({
    mutationFn: () =>
      changeAsShown(
        (session) =>
          one ? shown.map(({ info }) => whatChanged(info, session))[0] : listChanged(shown, session),
        (asRead) =>
          one
            ? api.session.deleteAction.mutate({ sessionId, actionId: one.id }, asRead)
            : api.session.clearActions.mutate({ sessionId }, asRead),
      ),
    onSuccess: (session) => {
      onDone(one ? `Action ${one.number} dropped.` : 'All actions dropped.');
      onClose();
      void show(session);
    },
    onError: (error) => {
      if (error instanceof ChangedMeanwhile) setFollows(true);
      void refresh(undefined);
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        one
          ? 'Drop this action?'
          : shown.length === 1
            ? 'Drop the only action?'
            : `Drop all ${shown.length} actions?`
      }
      description={
        carriedOut === 0
          ? 'What is dropped is never carried out, and cannot be brought back.'
          : `What is dropped cannot be brought back. ${carriedOut === 1 ? 'One was' : `${carriedOut} were`} carried out already: that stays done, and in the log.`
      }
    >
      {drop.isError && (
        <div className="mb-3">
          <FailureNotice error={drop.error} />
        </div>
      )}
      {shown.length > 0 && (
        <ol
          aria-label="Actions to drop"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="mb-4 max-h-[40dvh] divide-y overflow-auto rounded-md border text-sm"
        >
          {shown.map(({ id, number, title, state }) => (
            <li key={id} className="flex items-baseline gap-2 px-3 py-2">
              <span className="text-muted tabular-nums">{number}.</span>
              <span className="min-w-0 flex-1 break-words">{title}</span>
              <StateBadge state={state} />
            </li>
          ))}
        </ol>
      )}
      <div className="flex gap-2">
        <Button
          variant="danger"
          autoFocus
          disabled={drop.isPending || shown.length === 0}
          onClick={() => drop.mutate()}
        >
          {one ? 'Drop action' : 'Drop all'}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </Dialog>
  );
}

function listChanged(shown: readonly ReviewedAction[], { actions = [] }: AISessionInfo): string | undefined {
  if (JSON.stringify(actions) === JSON.stringify(shown.map(({ info }) => info))) return undefined;
  return 'Meanwhile the actions of this session changed.';
}
