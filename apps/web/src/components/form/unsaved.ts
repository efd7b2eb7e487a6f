'use client';

import { useEffect, useId } from 'react';

/** What somebody has typed and not saved, by the form it is in. */
const unsaved = new Set<string>();

/** Where somebody wants to go although they have not saved what they typed. */
export type Departure = () => void;

let ask: ((departure: Departure) => void) | undefined;

/** Keeps a page from being left unasked while something in it is not saved. */
export function useUnsaved(isTyped: boolean): void {
  const id = useId();
  useEffect(() => {
    if (!isTyped) return;
    unsaved.add(id);
    return () => void unsaved.delete(id);
  }, [id, isTyped]);
}

/** Whether something on the page is not saved. */
export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

/** Goes somewhere else, at once or after asking when something is not saved. */
export function leave(departure: Departure): void {
  if (hasUnsaved() && ask) ask(departure);
  else departure();
}

/** Whoever asks before the page is left. */
export function onLeave(asks: (departure: Departure) => void): () => void {
  ask = asks;
  return () => {
    if (ask === asks) ask = undefined;
  };
}

/** Forgets what is not saved: somebody has said that it may go. */
export function dropUnsaved(): void {
  unsaved.clear();
}
