'use client';

import { useCallback, useSyncExternalStore } from 'react';

const NAME = 'skipped-sessions';
const CHANGED = 'skipped-sessions-changed';
/** The most that a request can name. */
const MOST = 200;

/** The sessions that the reviewer has put off in this tab, first the one that was put off first, and how to put one off. */
export function useSkippedSessions(): readonly [readonly string[], (sessionId: string) => void] {
  const kept = useSyncExternalStore(
    subscribe,
    () => sessionStorage.getItem(NAME) ?? '',
    () => '',
  );
  const skip = useCallback((sessionId: string) => {
    const others = idsIn(sessionStorage.getItem(NAME) ?? '').filter((id) => id !== sessionId);
    sessionStorage.setItem(NAME, [...others, sessionId].slice(-MOST).join(' '));
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [idsIn(kept), skip];
}

function idsIn(text: string): readonly string[] {
  return text.split(' ').filter((id) => id !== '');
}

function subscribe(listen: () => void): () => void {
  window.addEventListener(CHANGED, listen);
  return () => window.removeEventListener(CHANGED, listen);
}
