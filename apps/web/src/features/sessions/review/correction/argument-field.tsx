'use client';

import { useState } from 'react';
import { Field, Input, Textarea } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { Parameter } from './parameters.ts';

interface ArgumentFieldProps {
  readonly parameter: Parameter;
  /** `undefined` when it is not given. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly autoFocus?: boolean;
}

/** The control of one argument. An optional one is left out when it is empty. */
export function ArgumentField({ parameter, value, onChange, autoFocus }: ArgumentFieldProps) {
  const { name, required, description, control } = parameter;
  const label = required ? name : `${name} (optional)`;
  switch (control.kind) {
    case 'text':
      return (
        <Field label={label} hint={description}>
          {(ids) => {
            const props = {
              ...ids,
              autoFocus,
              value: typeof value === 'string' ? value : '',
              onChange: ({ target }: { target: { value: string } }) =>
                onChange(target.value === '' && !required ? undefined : target.value),
            };
            return control.long ? (
              <Textarea {...props} rows={3} className="min-h-20" />
            ) : (
              <Input {...props} />
            );
          }}
        </Field>
      );
    case 'choice':
      return (
        <Field label={label} hint={description}>
          {(ids) => (
            <Select
              {...ids}
              autoFocus={autoFocus}
              value={value === undefined ? '' : JSON.stringify(value)}
              onChange={({ target }) => onChange(target.value === '' ? undefined : JSON.parse(target.value))}
            >
              <option value="">{required ? 'Choose' : 'Not given'}</option>
              {control.choices.map((choice) => {
                const text = JSON.stringify(choice);
                return (
                  <option key={text} value={text}>
                    {typeof choice === 'string' ? choice : text}
                  </option>
                );
              })}
            </Select>
          )}
        </Field>
      );
    case 'number':
      return <NumberField {...{ label, description, value, onChange, autoFocus }} whole={control.whole} />;
    case 'json':
      return <JsonField {...{ label, description, value, onChange, autoFocus }} />;
    default:
      return control satisfies never;
  }
}

interface TypedFieldProps extends Omit<ArgumentFieldProps, 'parameter'> {
  readonly label: string;
  readonly description: string | undefined;
}

/** Keeps what is typed, which is no number yet while it is typed. */
function NumberField({
  label,
  description,
  value,
  onChange,
  autoFocus,
  whole,
}: TypedFieldProps & { whole: boolean }) {
  const [text, setText] = useState(typeof value === 'number' ? String(value) : '');
  return (
    <Field label={label} hint={description}>
      {(ids) => (
        <Input
          {...ids}
          autoFocus={autoFocus}
          type="number"
          step={whole ? 1 : 'any'}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            onChange(target.value === '' ? undefined : target.valueAsNumber);
          }}
        />
      )}
    </Field>
  );
}

function JsonField({ label, description, value, onChange, autoFocus }: TypedFieldProps) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [error, setError] = useState<string>();
  return (
    <Field label={label} hint={description ?? 'As JSON.'} error={error}>
      {(ids) => (
        <Textarea
          {...ids}
          autoFocus={autoFocus}
          rows={3}
          className="min-h-20 font-mono text-xs"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            try {
              onChange(target.value.trim() === '' ? undefined : JSON.parse(target.value));
              setError(undefined);
            } catch {
              setError('This is not valid JSON yet, so the change was not applied.');
            }
          }}
        />
      )}
    </Field>
  );
}
