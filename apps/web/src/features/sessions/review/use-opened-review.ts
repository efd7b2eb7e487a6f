'use client';

import type { AISessionInfo, AISessionReview } from '@ai-sessions/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReviewReading } from './use-review-reading.ts';

/** The review of a session as it is read, and whether it says how the session is. */
export function useOpenedReview(session: AISessionInfo, reading: ReviewReading) {
  const { data, isFetching, isError, error, refetch } = useQuery(reading.options);
  return {
    data,
    /** Whether it is read again or has to be: it may not say how the session is. */
    isFetching: isFetching || (data !== undefined && isBehind(data, session)),
    isError,
    error,
    refetch,
    /** Asks functions for current values again. */
    readAnew: () => {
      reading.forget();
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
