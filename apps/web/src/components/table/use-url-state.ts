'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

type Changes = Readonly<Record<string, string | undefined>>;

/**
 * Filters that live in the URL, so that a reload, a bookmark and the back button keep them. They are written to the
 * browser's history itself, which Next follows: its router would ask the server first, and of two changes in quick
 * succession the second would take back the first.
 */
export function useUrlState() {
  const parameters = useSearchParams();
  const change = useCallback((changes: Changes, how: 'push' | 'replace' = 'replace') => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.toString();
    const url = query ? `?${query}` : window.location.pathname;
    if (how === 'push') window.history.pushState(null, '', url);
    else window.history.replaceState(null, '', url);
  }, []);
  return { get: (name: string) => parameters.get(name) ?? undefined, change };
}
