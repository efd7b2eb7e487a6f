'use client';

import { type DehydratedState, HydrationBoundary } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useHydrated } from '@/components/use-hydrated.ts';

interface HydratedProps {
  readonly state: DehydratedState;
  readonly children: ReactNode;
}

/**
 * Hands the answers that the server has read to the components inside. A browser whose clock is slow would take them for
 * answers of the future, and not ask again until then. Fields and buttons wait for the page's scripts: what is typed
 * before them would be shown, and known to nobody.
 */
export function Hydrated({ state, children }: HydratedProps) {
  const hydrated = useHydrated();
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
      <fieldset role="none" disabled={!hydrated} className="contents">
        {children}
      </fieldset>
    </HydrationBoundary>
  );
}
