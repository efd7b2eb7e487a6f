'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { leave } from '@/components/form/unsaved.ts';
import { notificationChoice } from './notification-choice.ts';

/** Tells whoever wants that more waits for review than before, while they look at something else. */
export function useNotification(waitingSessions: number | undefined): void {
  const router = useRouter();
  const known = useRef<number>(undefined);
  useEffect(() => {
    if (waitingSessions === undefined) return;
    const before = known.current;
    known.current = waitingSessions;
    if (before === undefined || waitingSessions <= before) return;
    if (document.visibilityState === 'visible' || notificationChoice() !== 'on') return;
    const notification = show(
      waitingSessions === 1 ? '1 session waits for review' : `${waitingSessions} sessions wait for review`,
    );
    notification?.addEventListener('click', () => {
      notification.close();
      window.focus();
      leave(() => router.push('/admin'));
    });
  }, [waitingSessions, router]);
}

/** What is told says how much waits and not for whom: others may see the screen. All tabs together show one. */
function show(title: string): Notification | undefined {
  try {
    return new Notification(title, { tag: 'waiting-sessions' });
  } catch {
    // Browsers on phones want a service worker for it.
    return undefined;
  }
}
