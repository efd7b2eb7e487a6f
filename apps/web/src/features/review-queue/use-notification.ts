'use client';

import type { AIReviewQueue } from '@ai-sessions/contract';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { leave } from '@/components/form/unsaved.ts';
import { notificationChoice } from './notification-choice.ts';

/** Tells whoever wants that more waits for review than before, or mentions them, while they look at something else. */
export function useNotification(queue: AIReviewQueue | undefined): void {
  const router = useRouter();
  const known = useRef<AIReviewQueue>(undefined);
  useEffect(() => {
    if (queue === undefined) return;
    const before = known.current;
    known.current = queue;
    const news = before && newsOf(before, queue);
    if (!news || document.visibilityState === 'visible' || notificationChoice() !== 'on') return;
    const notification = show(news);
    notification?.addEventListener('click', () => {
      notification.close();
      window.focus();
      leave(() => router.push('/admin'));
    });
  }, [queue, router]);
}

/** What has come since; `undefined` when nothing has. It says how much, and not for whom: others may see the screen. */
function newsOf(before: AIReviewQueue, queue: AIReviewQueue): string | undefined {
  const { unseenMentions, overdueSessions, waitingSessions } = queue;
  if (unseenMentions > before.unseenMentions) {
    return unseenMentions === 1 ? '1 comment mentions you' : `${unseenMentions} comments mention you`;
  }
  if (overdueSessions > before.overdueSessions) {
    return overdueSessions === 1
      ? '1 session waits for review for too long'
      : `${overdueSessions} sessions wait for review for too long`;
  }
  if (waitingSessions > before.waitingSessions) {
    return waitingSessions === 1
      ? '1 session waits for review'
      : `${waitingSessions} sessions wait for review`;
  }
  return undefined;
}

/** All tabs together show one. */
function show(title: string): Notification | undefined {
  try {
    return new Notification(title, { tag: 'waiting-sessions' });
  } catch {
    // Browsers on phones want a service worker for it.
    return undefined;
  }
}
