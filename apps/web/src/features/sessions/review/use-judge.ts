'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useChangeAsShown } from '@/features/sessions/use-change-as-shown.ts';
import { useSessionRefresh } from '@/features/sessions/use-session-refresh.ts';
import { useTRPCClient } from '@/trpc/client.ts';
import type { ReviewedAction } from './reviewed-action.ts';
import { whatChanged } from './what-changed.ts';

const announcements = {
  Accepted: 'accepted',
  Refused: 'refused',
  Returned: 'returned',
  Queued: 'waits to be judged again',
} as const;

interface Judgement {
  /** As it was shown to whoever judges it. */
  readonly action: ReviewedAction;
  readonly judgement: keyof typeof announcements;
  readonly reason?: string;
}

/** Judges actions as they were shown; `onDone` gets a sentence for those who do not see it. */
export function useJudge(sessionId: string, onDone: (announcement: string) => void) {
  const api = useTRPCClient();
  const changeAsShown = useChangeAsShown(sessionId);
  const { refresh, show } = useSessionRefresh(sessionId);
  // Several can be under way, and none of them may fail unseen.
  const [failures, setFailures] = useState<ReadonlyMap<string, unknown>>(new Map());
  const judge = useMutation({
    mutationFn: ({ action: { id: actionId, info }, judgement, reason }: Judgement) =>
      changeAsShown(
        (present) => whatChanged(info, present),
        (asRead) => api.session.judgeAction.mutate({ sessionId, actionId, judgement, reason }, asRead),
      ),
    // One after the other: each names what the one before has left.
    scope: { id: `actions of ${sessionId}` },
    onMutate: ({ action }) =>
      setFailures((known) => new Map([...known].filter(([actionId]) => actionId !== action.id))),
    onSuccess: (session, { action, judgement }) => {
      onDone(`Action ${action.number} ${announcements[judgement]}.`);
      // What follows is read in the background: the decision is made.
      void show(session);
    },
    onError: (error, { action }) => {
      setFailures((known) => new Map([...known, [action.id, error]]));
      void refresh(undefined);
    },
  });
  return { ...judge, failures };
}
