'use client';

import { useCallback, useSyncExternalStore } from 'react';

const CHANGED = 'draft-changed';

/**
 * Text that somebody types, kept in this tab until it is sent or dropped: it outlives a lost connection, the end of a
 * sign-in, a reload, and a look at other pages. `undefined` while nothing was begun.
 *
 * @param name What is typed, and by whom.
 */
export function useDraft(name: string): readonly [string | undefined, (text: string | undefined) => void] {
  const kept = useSyncExternalStore(
    subscribe,
    () => sessionStorage.getItem(name),
    () => null,
  );
  const keep = useCallback((text: string | undefined) => keepDraft(name, text), [name]);
  return [kept ?? undefined, keep];
}

/** Keeps what is typed under a name, or nothing any more. */
export function keepDraft(name: string, text: string | undefined): void {
  if (text === undefined) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, text);
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(listen: () => void): () => void {
  window.addEventListener(CHANGED, listen);
  return () => window.removeEventListener(CHANGED, listen);
}
