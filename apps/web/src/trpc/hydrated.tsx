'use client';

import { type DehydratedState, HydrationBoundary } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { AfterScripts } from '@/components/after-scripts.tsx';

interface HydratedProps {
  readonly state: DehydratedState;
  readonly children: ReactNode;
}

/**
 * Hands the answers that the server has read to the components inside. A browser whose clock is slow would take them for
 * answers of the future, and not ask again until then.
 */
export function Hydrated({ state, children }: HydratedProps) {
  const untilNow = useMemo(() => {
    const now = Date.now();
    const queries = state.queries.map((query) => ({
      ...query,
      state: { ...query.state, dataUpdatedAt: Math.min(query.state.dataUpdatedAt, now) },
    }));
    return { ...state, queries };
  }, [state]);
  return (
    <HydrationBoundary state={untilNow}>
      <AfterScripts>{children}</AfterScripts>
    </HydrationBoundary>
  );
}
