'use client';

import { useEffect, useRef, useState } from 'react';
import { useUrlState } from './use-url-state.ts';

/** Least time between two texts that are asked for while somebody types, in milliseconds. */
const PACE_MS = 100;
/** From so many letters on, an index finds a text wherever it stands. */
const INDEXED = 3;
/** How long a shorter text stays as it is before it is asked for. */
const PAUSE_MS = 250;

/**
 * A text of the URL as somebody types it. It is asked for at once, then no faster than the pace, and in the end always.
 * Texts that no index finds wait until there are no more letters: most of them only begin a longer one.
 */
export function useUrlText(name: string): readonly [text: string, type: (text: string) => void] {
  const { get, change } = useUrlState();
  const [text, setText] = useState(get(name) ?? '');
  const timer = useRef<number | undefined>(undefined);
  const asked = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  function type(typed: string): void {
    setText(typed);
    const value = typed.trim();
    const isShort = value !== '' && value.length < INDEXED;
    const wait = isShort ? PAUSE_MS : asked.current + PACE_MS - performance.now();
    const ask = () => {
      asked.current = performance.now();
      change({ [name]: value, cursor: undefined });
    };
    window.clearTimeout(timer.current);
    if (wait > 0) timer.current = window.setTimeout(ask, wait);
    else ask();
  }
  return [text, type];
}
