'use client';

import { useCallback, useSyncExternalStore } from 'react';

const NAME = 'review-notifications';
const CHANGED = 'review-notifications-changed';

/** Whether the visitor wants to be told in this browser, and whether it lets us. */
export type NotificationChoice = 'on' | 'off' | 'denied' | 'unsupported';

/** How the visitor is told at the moment. */
export function notificationChoice(): NotificationChoice {
  if (!('Notification' in window)) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return localStorage.getItem(NAME) === 'on' && Notification.permission === 'granted' ? 'on' : 'off';
}

/** How the visitor is told, and how to change that. The browser asks for permission then, and never before. */
export function useNotificationChoice(): readonly [NotificationChoice, (wanted: boolean) => Promise<void>] {
  const choice = useSyncExternalStore(subscribe, notificationChoice, () => 'off' as const);
  const choose = useCallback(async (wanted: boolean) => {
    if (wanted) {
      await Notification.requestPermission();
      localStorage.setItem(NAME, 'on');
    } else localStorage.removeItem(NAME);
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [choice, choose];
}

function subscribe(listen: () => void): () => void {
  window.addEventListener(CHANGED, listen);
  // Of what another tab has changed the browser tells by itself.
  window.addEventListener('storage', listen);
  return () => {
    window.removeEventListener(CHANGED, listen);
    window.removeEventListener('storage', listen);
  };
}
