'use client';

import { useId, useState } from 'react';
import { useDebouncedCallback } from 'use-debounce';
import { Input } from '../../../components/ui/field.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { SearchBox } from '../../../desk/search-box.tsx';
import { useUrlState } from '../../../desk/use-url-state.ts';

const types = ['AISession', 'Account', 'User', 'ApiKey', 'BrowserSession'] as const;

/** What the events are narrowed down by; it is kept in the URL. */
export function EventFilters() {
  const { get, change } = useUrlState();
  const set = (name: string, value: string) => change({ [name]: value, cursor: undefined });
  return (
    <div className="mb-4 grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
      <div className="flex sm:col-span-2">
        <SearchBox label="Search by who did it" />
      </div>
      <Select
        aria-label="Kind of record"
        value={get('type') ?? ''}
        onChange={(event) => set('type', event.target.value)}
      >
        <option value="">All records</option>
        {types.map((type) => (
          <option key={type}>{type}</option>
        ))}
      </Select>
      <Select
        aria-label="Outcome"
        value={get('outcome') ?? ''}
        onChange={(event) => set('outcome', event.target.value)}
      >
        <option value="">Any outcome</option>
        <option value="done">Done</option>
        <option value="refused">Refused</option>
      </Select>
      <Typed name="operation" label="Operation: PatchUser" />
      <Typed name="record" label="Id of a record" />
      <Day label="From" value={get('from')} onChange={(day) => set('from', day)} />
      <Day label="Until" value={get('until')} onChange={(day) => set('until', day)} />
    </div>
  );
}

function Typed({ name, label }: { name: string; label: string }) {
  const { get, change } = useUrlState();
  const [text, setText] = useState(get(name) ?? '');
  const apply = useDebouncedCallback(
    (value: string) => change({ [name]: value.trim(), cursor: undefined }),
    250,
  );
  return (
    <Input
      aria-label={label}
      placeholder={label}
      value={text}
      maxLength={100}
      onChange={(event) => {
        setText(event.target.value);
        apply(event.target.value);
      }}
    />
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-sm text-muted">
        {label}
      </label>
      <Input id={id} type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
