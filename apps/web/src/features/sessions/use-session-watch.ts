'use client';

import { type AISessionInfo, readEntityTag } from '@ai-sessions/contract';
import { useEffect, useState } from 'react';
import type { SessionState } from '@/components/state-badge.tsx';
import { useCommentRefresh } from '@/features/comments/use-comments.ts';
import { useTRPCClient } from '@/trpc/client.ts';
import { checkConnection, connected } from '@/trpc/connection.ts';
import { eTagOf } from '@/trpc/entity-tags.ts';
import { streamPath, useStream } from '@/trpc/use-stream.ts';
import { sessionStates } from './session-states.ts';
import { useSessionRefresh } from './use-session-refresh.ts';

/** How long is waited before a session is watched again that the service has stopped to tell of. */
const PAUSE_MS = 1_000;

/** What is told of a session. */
interface News {
  readonly state: SessionState;
  readonly version: number;
  readonly comments: string;
  readonly viewers: readonly string[];
}

const NOBODY: readonly string[] = [];

/**
 * Keeps the page of a session up to date while others work on it, or a run does.
 *
 * @param session As the page shows it.
 * @returns What the others are called who have it open, as far as that is known at the moment.
 */
export function useSessionWatch(session: AISessionInfo): readonly string[] {
  const { id: sessionId = '' } = session;
  const api = useTRPCClient();
  const { refresh } = useSessionRefresh(sessionId);
  const refreshComments = useCommentRefresh(sessionId);
  const [last, setLast] = useState<{ readonly sessionId: string; readonly news: News }>();
  const known = last?.sessionId === sessionId ? last.news : undefined;
  const { state, reset } = useStream({
    path: streamPath('session.watch', { sessionId }),
    read: readNews,
    onData(news) {
      setLast({ sessionId, news });
      if (known?.comments !== news.comments) void refreshComments();
      // That somebody came, went or said something is no reason to read the session again; nor is what is told first, as
      // long as it is what the page came with.
      const isSame = (known?.version ?? versionOf(session)) === news.version;
      const isOther = known?.comments !== news.comments || known.viewers.join() !== news.viewers.join();
      if (isSame && isOther) return;
      void refresh(news.state);
    },
  });

  const isCutOff = state === 'cut off';
  useEffect(() => {
    // The browser connects again by itself.
    if (isCutOff) void checkConnection();
  }, [isCutOff]);

  const hasEnded = state === 'ended';
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

  return (state === 'open' && known?.viewers) || NOBODY;
}

/** Counts the changes of a session; `undefined` when it is not known of this answer. */
function versionOf(session: AISessionInfo): number | undefined {
  return readEntityTag(eTagOf(session) ?? '')?.version;
}

function readNews(told: unknown): News | undefined {
  if (
    typeof told !== 'object' ||
    told === null ||
    !('state' in told && 'version' in told && 'comments' in told && 'viewers' in told)
  )
    return undefined;
  const state = sessionStates.find((one) => one === told.state);
  const { version, comments, viewers } = told;
  if (!state || typeof version !== 'number' || typeof comments !== 'string' || !Array.isArray(viewers))
    return undefined;
  return { state, version, comments, viewers: viewers.filter((viewer) => typeof viewer === 'string') };
}
