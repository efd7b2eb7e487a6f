'use client';

import { useCallback, useSyncExternalStore } from 'react';

const NAME = 'review-keys';
const CHANGED = 'review-keys-changed';

/**
 * Whether single keys do something, kept in the browser: whoever dictates or hits keys by accident switches them off
 * (WCAG 2.2, 2.1.4).
 */
export function useKeysSwitch(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(NAME) !== 'off',
    () => true,
  );
  const set = useCallback((wanted: boolean) => {
    if (wanted) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, 'off');
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [on, set];
}

function subscribe(listen: () => void): () => void {
  window.addEventListener(CHANGED, listen);
  window.addEventListener('storage', listen);
  return () => {
    window.removeEventListener(CHANGED, listen);
    window.removeEventListener('storage', listen);
  };
}
