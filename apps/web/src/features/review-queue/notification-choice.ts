'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { browserSetting } from '@/components/browser-setting.ts';

const setting = browserSetting('review-notifications');

/** Whether the visitor wants to be told in this browser, and whether it lets us. */
export type NotificationChoice = 'on' | 'off' | 'denied' | 'unsupported';

/** How the visitor is told at the moment. */
export function notificationChoice(): NotificationChoice {
  if (!('Notification' in window)) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return setting.read() === 'on' && Notification.permission === 'granted' ? 'on' : 'off';
}

/** How the visitor is told, and how to change that. The browser asks for permission then, and never before. */
export function useNotificationChoice(): readonly [NotificationChoice, (wanted: boolean) => Promise<void>] {
  const choice = useSyncExternalStore(setting.subscribe, notificationChoice, () => 'off' as const);
  const choose = useCallback(async (wanted: boolean) => {
    if (wanted) await Notification.requestPermission();
    setting.write(wanted ? 'on' : null);
  }, []);
  return [choice, choose];
}
