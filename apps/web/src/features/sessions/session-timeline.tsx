'use client';

import type { AISessionInfo, AuditEventInfo } from '@ai-sessions/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FailureNotice } from '@/components/failure-notice.tsx';
import { History, type HistoryEntry } from '@/components/history/history.tsx';
import { olderPages } from '@/components/older-pages.ts';
import { CommentItem } from '@/features/comments/comment-item.tsx';
import { NewComment } from '@/features/comments/new-comment.tsx';
import { useComments } from '@/features/comments/use-comments.ts';
import { useSeenMentions } from '@/features/comments/use-seen-mentions.ts';
import { useTRPC } from '@/trpc/client.ts';
import { RunEndItem } from './runs/run-end-item.tsx';
import { runListInput } from './runs/run-list-input.ts';

interface SessionTimelineProps {
  readonly session: AISessionInfo;
  readonly visitorId: string;
}

/** All that happened to a session and what was said about it, newest first, and a place to say more. */
export function SessionTimeline({ session, visitorId }: SessionTimelineProps) {
  const trpc = useTRPC();
  const { id: sessionId = '', actions = [] } = session;
  const titles = new Map(actions.flatMap(({ id, title }) => (id && title ? [[id, title] as const] : [])));
  const said = useComments(sessionId);
  const runs = useInfiniteQuery(trpc.session.runs.infiniteQueryOptions(runListInput(sessionId), olderPages));
  useSeenMentions(sessionId, said.comments);
  const others: readonly HistoryEntry[] = [
    ...said.comments.map((comment) => ({
      key: comment.id ?? '',
      date: comment.dateCreated ?? '',
      item: (
        <CommentItem
          comment={comment}
          visitorId={visitorId}
          title={comment.actionId && titles.get(comment.actionId)}
        />
      ),
    })),
    ...(runs.data?.pages ?? [])
      .flatMap(({ items }) => items)
      .flatMap((run) =>
        run.dateEnded === undefined
          ? []
          : [{ key: run.id, date: run.dateEnded, item: <RunEndItem run={run} titles={titles} /> }],
      ),
  ];
  const shown = new Set(said.comments.map(({ id }) => id));
  return (
    <History
      entityType="AISession"
      entityId={sessionId}
      titles={titles}
      others={others}
      isTold={(event) => shown.has(commentOf(event))}
    >
      {said.error && <FailureNotice error={said.error} onRetry={() => void said.refetch()} />}
      <NewComment
        sessionId={sessionId}
        visitorId={visitorId}
        actions={actions.map(({ id = '', title, functionName = '' }, index) => ({
          id,
          name: `${index + 1}. ${title ?? functionName}`,
        }))}
      />
    </History>
  );
}

/** The comment that an event tells was made; `undefined` for any other event. */
function commentOf({ operation, changes = [] }: AuditEventInfo): string | undefined {
  if (operation !== 'NewAISessionComment') return undefined;
  const made = changes.find(({ field }) => field === 'comment')?.after;
  return /"id":\s*"([\w-]+)"/.exec(made ?? '')?.[1];
}
