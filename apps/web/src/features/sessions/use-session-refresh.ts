'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/client.ts';

/** Sessions that are not read again for the time being, because one change of them follows the other. */
const held = new Set<string>();

/** Makes the page show a session as it is now. */
export function useSessionRefresh(sessionId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();

  /** Reads everything again; the review only when there is something to review. */
  const refresh = async (state: AISessionInfo['state']) => {
    // Whoever holds it reads everything in the end.
    if (held.has(sessionId)) return;
    const keys = [
      trpc.session.get.queryKey({ sessionId }),
      trpc.session.runs.pathKey(),
      trpc.session.run.pathKey(),
      trpc.session.list.pathKey(),
      trpc.audit.list.pathKey(),
      trpc.overview.pathKey(),
      // What a run has done is reviewed when it has ended.
      ...(state === 'Applying' ? [] : [trpc.session.review.queryKey({ sessionId })]),
    ];
    await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };

  /** Shows the answer of a change at once, and reads the rest. */
  const show = (session: AISessionInfo) => {
    queries.setQueryData(trpc.session.get.queryKey({ sessionId }), session);
    return refresh(session.state);
  };

  /** Makes many changes, after which everything is read once, whatever is told of the session meanwhile. */
  const changeMuch = async (change: () => Promise<void>) => {
    held.add(sessionId);
    try {
      await change();
    } finally {
      held.delete(sessionId);
      void refresh(undefined);
    }
  };
  return { refresh, show, changeMuch };
}
