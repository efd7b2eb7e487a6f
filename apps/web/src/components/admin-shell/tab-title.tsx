'use client';

import { visibleText } from '@ai-sessions/apply/visible-text';
import { useEffect } from 'react';

/** The number of sessions that wait, before the title of a page. */
export const COUNT = /^\(\d+\+?\) /;

/** As much of a name as any tab or list of tabs shows. */
const SHOWN_CHARACTERS = 100;

interface TabTitleProps {
  /** Kind of the record, as the page is called before its record is read: "Session". */
  readonly kind: string;
  /** What the record is called now; without a name the page keeps its general title. */
  readonly name: string | undefined;
}

/** Puts the name of a record first in the title of its page, so that tabs differ, and keeps up when it is renamed. */
export function TabTitle({ kind, name = '' }: TabTitleProps) {
  const shown = shortened(visibleText(name).replace(/\s+/g, ' ').trim());
  useEffect(() => {
    if (shown === '') return;
    const general = `${kind} · AI Sessions`;
    const named = `${shown} · ${general}`;
    /** Only ever replaces the one by the other: when somebody goes elsewhere, the next page has its own title. */
    const replace = (before: string, after: string) => {
      const [count = ''] = COUNT.exec(document.title) ?? [];
      if (document.title.slice(count.length) === before) document.title = count + after;
    };
    const show = () => replace(general, named);
    show();
    // The general title may come after what is on the page.
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      replace(named, general);
    };
  }, [kind, shown]);
  return null;
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length > SHOWN_CHARACTERS
    ? `${characters.slice(0, SHOWN_CHARACTERS - 1).join('')}…`
    : text;
}
