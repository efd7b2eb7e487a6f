'use client';

import { Checkbox } from '@/components/ui/checkbox.tsx';
import { propertyNames } from './schema-properties.ts';

interface AccountArgumentsProps {
  /** JSON Schema of the arguments, as text. */
  readonly parameters: string;
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (names: readonly string[]) => void;
}

/** Chooses the arguments that name an account. */
export function AccountArguments({ parameters, chosen, error, onChange }: AccountArgumentsProps) {
  const names = [...new Set([...propertyNames(parameters), ...chosen])];
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">Arguments that name an account</legend>
      {names.length === 0 && <p className="text-xs text-muted">The schema describes no argument by name.</p>}
      <div className="flex flex-wrap gap-x-4 gap-y-1.5 font-mono">
        {names.map((name) => (
          <Checkbox
            key={name}
            checked={chosen.includes(name)}
            onChange={(checked) =>
              onChange(checked ? [...chosen, name] : chosen.filter((other) => other !== name))
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
      <p className="text-xs text-muted">They must be the account of the session.</p>
      {error && <p className="text-xs text-danger">{error}</p>}
    </fieldset>
  );
}
