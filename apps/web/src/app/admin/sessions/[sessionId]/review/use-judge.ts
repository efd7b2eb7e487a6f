'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../../../../trpc/client.ts';
import { useSessionRefresh } from '../use-session-refresh.ts';

const announcements = {
  Accepted: 'accepted',
  Refused: 'refused',
  Returned: 'returned',
  Queued: 'waits to be judged again',
} as const;

/** Judges actions; `onDone` gets a sentence for those who do not see it. */
export function useJudge(sessionId: string, onDone: (announcement: string) => void) {
  const trpc = useTRPC();
  const { show } = useSessionRefresh(sessionId);
  return useMutation(
    trpc.session.judgeAction.mutationOptions({
      onSuccess: (session, { actionId, judgement }) => {
        const index = session.actions?.findIndex(({ id }) => id === actionId) ?? -1;
        onDone(`Action ${index + 1} ${announcements[judgement]}.`);
        // What follows is read in the background: the decision is made.
        void show(session);
      },
    }),
  );
}
