'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { browserSetting } from '@/components/browser-setting.ts';

const setting = browserSetting('review-keys');

/**
 * Whether single keys do something, kept in the browser: whoever dictates or hits keys by accident switches them off
 * (WCAG 2.2, 2.1.4).
 */
export function useKeysSwitch(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    setting.subscribe,
    () => setting.read() !== 'off',
    () => true,
  );
  const set = useCallback((wanted: boolean) => setting.write(wanted ? null : 'off'), []);
  return [on, set];
}
