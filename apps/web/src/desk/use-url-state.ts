'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

type Changes = Readonly<Record<string, string | undefined>>;

/** Filters that live in the URL, so that a reload, a bookmark and the back button keep them. */
export function useUrlState() {
  const router = useRouter();
  const path = usePathname();
  const parameters = useSearchParams();
  const change = useCallback(
    (changes: Changes, how: 'push' | 'replace' = 'replace') => {
      const next = new URLSearchParams(parameters);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      router[how](query ? `${path}?${query}` : path, { scroll: false });
    },
    [router, path, parameters],
  );
  return { get: (name: string) => parameters.get(name) ?? undefined, change };
}
