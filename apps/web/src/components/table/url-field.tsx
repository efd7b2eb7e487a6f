'use client';

import { useId } from 'react';
import { Input } from '@/components/ui/field.tsx';
import { useUrlState } from './use-url-state.ts';
import { useUrlText } from './use-url-text.ts';

interface UrlFieldProps {
  /** Name in the URL. */
  readonly name: string;
  readonly label: string;
}

/** Filters a list by a text of its own, kept in the URL as one types. */
export function UrlText({ name, label }: UrlFieldProps) {
  const [text, type] = useUrlText(name);
  return (
    <Input
      aria-label={label}
      placeholder={label}
      value={text}
      maxLength={100}
      onChange={(event) => type(event.target.value)}
    />
  );
}

/** Filters a list by a day, kept in the URL. */
export function UrlDay({ name, label }: UrlFieldProps) {
  const id = useId();
  const { get, change } = useUrlState();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="shrink-0 text-sm text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={get(name) ?? ''}
        onChange={(event) => change({ [name]: event.target.value, cursor: undefined })}
      />
    </div>
  );
}
