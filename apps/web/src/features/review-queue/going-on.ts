'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { browserSetting } from '@/components/browser-setting.ts';

const setting = browserSetting('open-next-case');

/**
 * Whether the next case opens by itself, kept in the browser.
 *
 * @param usual What holds until the reviewer has chosen.
 */
export function useGoingOn(usual: boolean): readonly [boolean, (wanted: boolean) => void] {
  const kept = useSyncExternalStore(setting.subscribe, setting.read, () => null);
  const choose = useCallback((wanted: boolean) => setting.write(wanted ? 'on' : 'off'), []);
  return [kept === null ? usual : kept === 'on', choose];
}
