'use client';

import type { AISessionCommentInfo } from '@ai-sessions/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '@/trpc/client.ts';
import { commentListInput } from './comment-list-input.ts';

const NONE: readonly AISessionCommentInfo[] = [];

/** What was said about an action. */
export interface ActionComments {
  readonly count: number;
  readonly latestId: string;
}

/** What was said about a session, newest first, and about each of its actions, by id. */
export function useComments(sessionId: string) {
  const trpc = useTRPC();
  const list = useQuery(trpc.comment.list.queryOptions(commentListInput(sessionId)));
  const comments = list.data?.items ?? NONE;
  const byAction = useMemo(() => {
    const found = new Map<string, ActionComments>();
    // Newest first: the last one to come is the oldest.
    for (const { id = '', actionId } of comments) {
      if (!actionId) continue;
      const known = found.get(actionId);
      found.set(actionId, { count: (known?.count ?? 0) + 1, latestId: known?.latestId ?? id });
    }
    return found;
  }, [comments]);
  return { comments, byAction, error: list.error, refetch: list.refetch };
}

/** Makes the page show the comments on a session, and its history, as they are now. */
export function useCommentRefresh(sessionId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async () => {
    const keys = [
      trpc.comment.list.queryKey({ sessionId }),
      trpc.comment.mentions.pathKey(),
      trpc.audit.list.pathKey(),
    ];
    await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}
