'use client';

import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useRef } from 'react';
import { useCommentRefresh } from '@/features/comments/use-comments.ts';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { checkConnection, connected } from '@/trpc/connection.ts';
import { useSessionRefresh } from './use-session-refresh.ts';

/** How long is waited before a session is watched again that the service has stopped to tell of. */
const PAUSE_MS = 1_000;

/** What was told of a session last. */
interface News {
  readonly sessionId: string;
  readonly version: number;
  readonly comments: string;
  readonly viewers: readonly string[];
}

const NOBODY: readonly string[] = [];

/**
 * Keeps the page of a session up to date while others work on it, or a run does.
 *
 * @returns What the others are called who have it open, as far as that is known at the moment.
 */
export function useSessionWatch(sessionId: string): readonly string[] {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const { refresh } = useSessionRefresh(sessionId);
  const refreshComments = useCommentRefresh(sessionId);
  const known = useRef<News>(undefined);
  const { data, status, error, reset } = useSubscription(
    trpc.session.watch.subscriptionOptions(
      { sessionId },
      {
        onData({ state, version, comments, viewers }) {
          const before = known.current;
          known.current = { sessionId, version, comments, viewers };
          const isSame = before?.sessionId === sessionId && before.version === version;
          if (before?.comments !== comments) void refreshComments();
          // That somebody came, went or said something is no reason to read the session again.
          if (isSame && (before.viewers.join() !== viewers.join() || before.comments !== comments)) return;
          void refresh(state);
        },
      },
    ),
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

  return (status === 'pending' && data?.viewers) || NOBODY;
}
