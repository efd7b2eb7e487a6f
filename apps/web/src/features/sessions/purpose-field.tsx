'use client';

import { PURPOSE_MAXIMUM, withoutBlanks } from '@ai-sessions/contract';
import type { KeyboardEvent } from 'react';
import { Field, Textarea } from '@/components/ui/field.tsx';

interface PurposeFieldProps {
  readonly value: string;
  readonly onChange: (purpose: string) => void;
  readonly error: string | undefined;
  readonly autoFocus?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** The purpose of a session, with the number of characters that are left. */
export function PurposeField({ value, onChange, error, autoFocus, onKeyDown }: PurposeFieldProps) {
  const left = PURPOSE_MAXIMUM - [...withoutBlanks(value)].length;
  return (
    <Field
      label="Purpose"
      error={error}
      hint={
        left < 0 ? (
          <span className="text-danger">{-left} characters too many</span>
        ) : (
          `${left} characters left`
        )
      }
    >
      {(control) => (
        <Textarea
          {...control}
          autoFocus={autoFocus}
          rows={5}
          value={value}
          placeholder="What should the agent get done?"
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
      )}
    </Field>
  );
}
