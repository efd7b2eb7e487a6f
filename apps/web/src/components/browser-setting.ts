'use client';

/** A setting that is kept in this browser, for all of its tabs. */
export interface BrowserSetting {
  /** What is kept; `null` for nothing. */
  readonly read: () => string | null;
  /** Keeps a value, or nothing. */
  readonly write: (value: string | null) => void;
  /** Tells of changes, those of other tabs too; gives what ends that. */
  readonly subscribe: (listen: () => void) => () => void;
}

/** The setting of a name. */
export function browserSetting(name: string): BrowserSetting {
  const changed = `${name}-changed`;
  return {
    read: () => localStorage.getItem(name),
    write(value) {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, value);
      window.dispatchEvent(new Event(changed));
    },
    subscribe(listen) {
      window.addEventListener(changed, listen);
      // Of what another tab has changed the browser tells by itself.
      window.addEventListener('storage', listen);
      return () => {
        window.removeEventListener(changed, listen);
        window.removeEventListener('storage', listen);
      };
    },
  };
}
