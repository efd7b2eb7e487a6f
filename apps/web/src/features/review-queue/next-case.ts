'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { leave } from '@/components/form/unsaved.ts';
import { useTRPC } from '@/trpc/client.ts';
import { useSkippedSessions } from './skipped-sessions.ts';

/** The session that the queue has led to last, since this page was loaded. */
let led: string | undefined;

/** Remembers that the queue leads its reviewer to a session: they go through what waits. */
export function rememberLed(sessionId: string): void {
  led = sessionId;
}

/** Whether the queue has led to a session, and not a list, a link or the address. */
export function wasLedTo(sessionId: string): boolean {
  return led === sessionId;
}

/** What waits besides the session that is open, and how to go on to the next. */
export function useNextCase(sessionId: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const [skipped, skip] = useSkippedSessions();
  const queue = useQuery(trpc.overview.queue.queryOptions({ exceptId: sessionId, skippedIds: [...skipped] }));
  const next = queue.data?.next;
  const path = next && `/admin/sessions/${next.sessionId}`;
  return {
    queue,
    next,
    path,
    goOn() {
      if (!next || !path) return;
      leave(() => {
        rememberLed(next.sessionId);
        router.push(path);
      });
    },
    /** Goes on, and puts this one off. */
    putOff() {
      if (!next || !path) return;
      leave(() => {
        skip(sessionId);
        rememberLed(next.sessionId);
        router.push(path);
      });
    },
  };
}
