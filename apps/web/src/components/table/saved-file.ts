'use client';

import { useSyncExternalStore } from 'react';

/** Long enough to be read. */
const SHOWN_MS = 6_000;

let saved: string | undefined;
let ending: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(name: string | undefined): void {
  saved = name;
  for (const listener of listeners) listener();
}

/** Has the page say for a moment that a file was saved. */
export function tellSaved(name: string): void {
  clearTimeout(ending);
  set(name);
  ending = setTimeout(() => set(undefined), SHOWN_MS);
}

/** Name of the file that was just saved, if one was. */
export function useSavedFile(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => saved,
    () => undefined,
  );
}
