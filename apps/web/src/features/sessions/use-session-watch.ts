'use client';

import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect } from 'react';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { checkConnection, connected } from '@/trpc/connection.ts';
import { useSessionRefresh } from './use-session-refresh.ts';

/** How long is waited before a session is watched again that the service has stopped to tell of. */
const PAUSE_MS = 1_000;

/** Keeps the page of a session up to date while others work on it, or a run does. */
export function useSessionWatch(sessionId: string): void {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const { refresh } = useSessionRefresh(sessionId);
  const { status, error, reset } = useSubscription(
    trpc.session.watch.subscriptionOptions({ sessionId }, { onData: ({ state }) => void refresh(state) }),
  );

  const isCutOff = status === 'connecting' && error !== null;
  useEffect(() => {
    // The browser connects again by itself.
    if (isCutOff) void checkConnection();
  }, [isCutOff]);

  const hasEnded = status === 'idle' || status === 'error';
  useEffect(() => {
    if (!hasEnded) return;
    let isWanted = true;
    const timer = window.setTimeout(async () => {
      await checkConnection();
      await connected();
      // Waits until the visitor is signed in, if they are not: then nothing would be told.
      const session = await api.session.get.query({ sessionId }).catch(() => undefined);
      if (isWanted && session) reset();
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [hasEnded, api, sessionId, reset]);
}
