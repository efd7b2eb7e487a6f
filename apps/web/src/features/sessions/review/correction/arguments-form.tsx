'use client';

import { ArgumentField } from './argument-field.tsx';
import type { Parameter } from './parameters.ts';

type Values = Readonly<Record<string, unknown>>;

interface ArgumentsFormProps {
  readonly parameters: readonly Parameter[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}

/** A field for each argument that the function describes. */
export function ArgumentsForm({ parameters, values, onChange }: ArgumentsFormProps) {
  const known = new Set(parameters.map(({ name }) => name));
  const others = Object.keys(values).filter((name) => !known.has(name));
  const set = (name: string, value: unknown) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...values, [name]: value }).filter(([, given]) => given !== undefined),
      ),
    );
  return (
    <div className="flex flex-col gap-1">
      {parameters.map((parameter, index) => (
        <ArgumentField
          key={parameter.name}
          parameter={parameter}
          autoFocus={index === 0}
          value={Object.hasOwn(values, parameter.name) ? values[parameter.name] : undefined}
          onChange={(value) => set(parameter.name, value)}
        />
      ))}
      {others.length > 0 && (
        <p className="text-xs text-muted">
          The function describes no {others.map((name) => `‘${name}’`).join(', ')}: change that as JSON.
        </p>
      )}
    </div>
  );
}
