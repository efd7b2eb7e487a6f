'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { COUNT } from '@/components/admin-shell/tab-title.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { useTRPC } from '@/trpc/client.ts';
import { useNotification } from './use-notification.ts';

/** How often it is asked while a page is open. */
const ASK_AGAIN_MS = 20_000;

/** What waits for the visitor, asked again and again while a page is open. */
function useQueue() {
  const trpc = useTRPC();
  return useQuery(
    trpc.overview.queue.queryOptions(
      {},
      // The title of a tab is read while another one is open.
      { refetchInterval: ASK_AGAIN_MS, refetchIntervalInBackground: true },
    ),
  ).data;
}

/** How many sessions wait for review, beside the word in the navigation and before the title of the page. */
export function QueueCount() {
  const queue = useQueue();
  const { waitingSessions = 0, moreWaiting = false, overdueSessions = 0 } = queue ?? {};
  const count = waitingSessions === 0 ? '' : `${waitingSessions}${moreWaiting ? '+' : ''}`;
  useTitleCount(count);
  useNotification(queue);
  if (count === '') return null;
  return (
    <span
      className={classNames(
        'ml-auto rounded-full px-1.5 text-xs font-semibold text-accent-ink tabular-nums',
        overdueSessions > 0 ? 'bg-danger' : 'bg-accent',
      )}
    >
      {count}
      <span className="sr-only">
        {' '}
        wait for review{overdueSessions > 0 && `, ${overdueSessions} for too long`}
      </span>
    </span>
  );
}

/** In how many comments the visitor is mentioned that they have not seen, beside a word in the navigation. */
export function MentionCount() {
  const mentions = useQueue()?.unseenMentions ?? 0;
  if (mentions === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-ink tabular-nums">
      <span aria-hidden>@</span>
      {mentions}
      <span className="sr-only"> {mentions === 1 ? 'comment mentions' : 'comments mention'} you</span>
    </span>
  );
}

/** Puts a count before the title of the page, also when another page brings another title. */
function useTitleCount(count: string): void {
  useEffect(() => {
    const show = () => {
      const title = document.title.replace(COUNT, '');
      const wanted = count === '' ? title : `(${count}) ${title}`;
      if (document.title !== wanted) document.title = wanted;
    };
    show();
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [count]);
}
