'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { Input } from '@/components/ui/field.tsx';
import type { HeaderDraft } from './function-draft.ts';

interface HeaderFieldsProps {
  /** Names of the headers that are stored. */
  readonly known: readonly string[];
  /** Headers that replace them; `undefined` leaves them. */
  readonly headers: readonly HeaderDraft[] | undefined;
  readonly error: string | undefined;
  readonly onChange: (headers: readonly HeaderDraft[] | undefined) => void;
}

/** Headers that are sent along. Their values go in and never come out: who changes one writes all of them. */
export function HeaderFields({ known, headers, error, onChange }: HeaderFieldsProps) {
  const next = Math.max(0, ...(headers ?? []).map(({ key }) => key)) + 1;
  const set = (key: number, changes: Partial<HeaderDraft>) =>
    onChange(headers?.map((header) => (header.key === key ? { ...header, ...changes } : header)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">Headers</legend>
      {headers === undefined ? (
        <div className="flex flex-wrap items-center gap-3 text-sm">
          <span className="min-w-0 break-words">
            {known.length === 0 ? 'None.' : <span className="font-mono text-xs">{known.join(', ')}</span>}
          </span>
          <Button
            variant="outline"
            size="small"
            onClick={() => onChange(known.map((name, key) => ({ key, name, value: '' })))}
          >
            Replace headers
          </Button>
        </div>
      ) : (
        <>
          {headers.map(({ key, name, value }) => (
            <div
              key={key}
              className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-2 max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:[&>:first-child]:col-span-2"
            >
              <Input
                aria-label="Name of the header"
                placeholder="Authorization"
                className="font-mono text-xs"
                autoComplete="off"
                value={name}
                onChange={(event) => set(key, { name: event.target.value })}
              />
              <Input
                aria-label={`Value of ${name || 'the header'}`}
                type="password"
                autoComplete="new-password"
                value={value}
                onChange={(event) => set(key, { value: event.target.value })}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove ${name || 'the header'}`}
                onClick={() => onChange(headers.filter((other) => other.key !== key))}
              >
                <X aria-hidden />
              </Button>
            </div>
          ))}
          <Button
            variant="outline"
            size="small"
            className="self-start"
            onClick={() => onChange([...headers, { key: next, name: '', value: '' }])}
          >
            <Plus aria-hidden /> Header
          </Button>
        </>
      )}
      <p className="text-xs text-muted">Values are kept encrypted and never shown again.</p>
      {error && <p className="text-xs text-danger">{error}</p>}
    </fieldset>
  );
}
