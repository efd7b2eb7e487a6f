'use client';

import type { AISessionCommentInfo } from '@ai-sessions/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTRPC } from '@/trpc/client.ts';

/** Marks the comments on a session as seen that mention the visitor, as soon as the page with them is looked at. */
export function useSeenMentions(sessionId: string, comments: readonly AISessionCommentInfo[]): void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const isLookedAt = useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible',
    () => false,
  );
  const mentions = useQuery(
    trpc.comment.mentions.queryOptions(
      { seen: false, countPerPage: 100, simplifiedPaging: true },
      { enabled: comments.some((comment) => comment.mentions.length > 0) },
    ),
  );
  const shown = new Set(comments.map(({ id }) => id));
  const isUnseen = mentions.data?.items.some(({ id }) => shown.has(id)) ?? false;
  const { mutate, isPending, isError } = useMutation(
    trpc.comment.markSeen.mutationOptions({
      onSuccess: () =>
        Promise.all(
          [trpc.comment.mentions.pathKey(), trpc.overview.queue.pathKey()].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        ),
    }),
  );
  useEffect(() => {
    if (isLookedAt && isUnseen && !isPending && !isError) mutate({ sessionId });
  }, [isLookedAt, isUnseen, isPending, isError, mutate, sessionId]);
}

function subscribe(listen: () => void): () => void {
  document.addEventListener('visibilitychange', listen);
  return () => document.removeEventListener('visibilitychange', listen);
}
