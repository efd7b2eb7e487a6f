'use client';

import { Search } from 'lucide-react';
import { Input } from '@/components/ui/field.tsx';
import { useUrlText } from './use-url-text.ts';

/** Filters a list by text as one types; the text is kept in the URL. */
export function SearchBox({ label }: { label: string }) {
  const [text, type] = useUrlText('text');
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
        onChange={(event) => type(event.target.value)}
      />
    </div>
  );
}
