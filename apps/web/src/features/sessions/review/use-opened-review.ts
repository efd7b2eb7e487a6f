'use client';

import type { AISessionInfo, AISessionReview } from '@ai-sessions/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

/** The longest that the service may be asked for. */
const LONGEST_SECONDS = 86_400;

/**
 * The review of a session. Functions are asked for current values when the page opens it, and when a person wants that; what is
 * judged meanwhile has only the rest read again, with the values that were seen.
 */
export function useOpenedReview(session: AISessionInfo) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const { id: sessionId = '' } = session;
  /** When current values were first asked for, by session. */
  const opened = useRef(new Map<string, number>());
  const { data, isFetching, isError, error, refetch } = useQuery({
    ...trpc.session.review.queryOptions({ sessionId }),
    placeholderData: keepPreviousData,
    queryFn: () => {
      const now = performance.now();
      const since = opened.current.get(sessionId);
      if (since === undefined) opened.current.set(sessionId, now);
      const age = since === undefined ? undefined : Math.max(1, Math.ceil((now - since) / 1_000));
      const maxAgeSeconds = age && Math.min(age, LONGEST_SECONDS);
      // It asks functions, and nothing else should wait for it.
      return api.session.review.query({ sessionId, maxAgeSeconds }, alone);
    },
  });
  return {
    data,
    /** Whether it is read again or has to be: it may not say how the session is. */
    isFetching: isFetching || (data !== undefined && isBehind(data, session)),
    isError,
    error,
    refetch,
    /** Asks functions for current values again. */
    readAnew: () => {
      opened.current.delete(sessionId);
      void refetch();
    },
  };
}

/** Whether a review says of actions that they stand elsewhere than they do. */
function isBehind(review: AISessionReview, { id, actions = [] }: AISessionInfo): boolean {
  if (review.sessionId !== id || review.actions.length !== actions.length) return true;
  return actions.some(({ id: actionId, state }, index) => {
    const seen = review.actions[index];
    return seen?.actionId !== actionId || seen?.state !== state;
  });
}
