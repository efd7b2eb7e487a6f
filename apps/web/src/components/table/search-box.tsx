'use client';

import { Search } from 'lucide-react';
import { useState } from 'react';
import { useDebouncedCallback } from 'use-debounce';
import { Input } from '@/components/ui/field.tsx';
import { useUrlState } from './use-url-state.ts';

/** Filters a list by text as one types; the text is kept in the URL. */
export function SearchBox({ label }: { label: string }) {
  const { get, change } = useUrlState();
  const [text, setText] = useState(get('text') ?? '');
  const apply = useDebouncedCallback(
    (value: string) => change({ text: value.trim(), cursor: undefined }),
    250,
  );
  return (
    <div className="relative min-w-48 flex-1">
      <Search className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" aria-hidden />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        className="pl-8"
        onChange={(event) => {
          setText(event.target.value);
          apply(event.target.value);
        }}
      />
    </div>
  );
}
