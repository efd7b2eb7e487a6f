'use client';

import type { AISessionInfo } from '@ai-sessions/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/client.ts';

/** Makes the page show a session as it is now. */
export function useSessionRefresh(sessionId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();

  /** Reads everything again; the review only when there is something to review. */
  const refresh = async (state: AISessionInfo['state']) => {
    const keys = [
      trpc.session.get.queryKey({ sessionId }),
      trpc.session.runs.pathKey(),
      trpc.session.run.pathKey(),
      trpc.session.list.pathKey(),
      trpc.audit.list.pathKey(),
      trpc.overview.pathKey(),
      // Each review asks functions for their current values: not between the calls of a run.
      ...(state === 'Applying' ? [] : [trpc.session.review.queryKey({ sessionId })]),
    ];
    await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };

  /** Shows the answer of a change at once, and reads the rest. */
  const show = (session: AISessionInfo) => {
    queries.setQueryData(trpc.session.get.queryKey({ sessionId }), session);
    return refresh(session.state);
  };
  return { refresh, show };
}
