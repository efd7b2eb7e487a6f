'use client';

import { useLayoutEffect, useRef } from 'react';

/** What is done at a key, by the name that the browser has for it. */
export type KeyBindings = Readonly<Record<string, (() => void) | undefined>>;

/** Where keys belong to whoever types, chooses or scrolls. */
const OWN_KEYS =
  'input:not([type=checkbox]), textarea, select, [contenteditable], [data-scrolls], [role=combobox], [role=menu], [role=dialog]';

/** Whether nobody types, chooses or scrolls where the focus is, or has a dialog open. */
export function keysBelongToPage(focused: Element | null): boolean {
  return !focused?.closest(OWN_KEYS) && document.querySelector('[role=dialog], [role=menu]') === null;
}

/** Does something at single keys, unless somebody types or a dialog is open. */
export function useKeys(bindings: KeyBindings, enabled: boolean): void {
  const latest = useRef(bindings);
  // Both before anybody sees what the keys act on: whoever sees it may press one at once.
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  useLayoutEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!keysBelongToPage(target instanceof Element ? target : null)) return;
      const binding = Object.hasOwn(latest.current, key) ? latest.current[key] : undefined;
      if (!binding) return;
      event.preventDefault();
      binding();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
