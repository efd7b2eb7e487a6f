'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '@/trpc/client.ts';
import { useNotification } from './use-notification.ts';

/** How often it is asked while a page is open. */
const ASK_AGAIN_MS = 20_000;

/** How many sessions wait for review, beside the word in the navigation and before the title of the page. */
export function QueueCount() {
  const trpc = useTRPC();
  const queue = useQuery(
    trpc.overview.queue.queryOptions(
      {},
      // The title of a tab is read while another one is open.
      { refetchInterval: ASK_AGAIN_MS, refetchIntervalInBackground: true },
    ),
  );
  const { waitingSessions = 0, moreWaiting = false } = queue.data ?? {};
  const count = waitingSessions === 0 ? '' : `${waitingSessions}${moreWaiting ? '+' : ''}`;
  useTitleCount(count);
  useNotification(queue.data?.waitingSessions);
  if (count === '') return null;
  return (
    <span className="ml-auto rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-ink tabular-nums">
      {count}
      <span className="sr-only"> wait for review</span>
    </span>
  );
}

const COUNT = /^\(\d+\+?\) /;

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
