'use client';

import { useSubscription } from '@trpc/tanstack-react-query';
import { useTRPC } from '@/trpc/client.ts';
import { useSessionRefresh } from './use-session-refresh.ts';

/** Keeps the page of a session up to date while others work on it, or a run does. */
export function useSessionWatch(sessionId: string): void {
  const trpc = useTRPC();
  const { refresh } = useSessionRefresh(sessionId);
  useSubscription(
    trpc.session.watch.subscriptionOptions({ sessionId }, { onData: ({ state }) => void refresh(state) }),
  );
}
