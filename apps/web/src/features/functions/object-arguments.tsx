'use client';

import { type AIObjectArgument, DEFAULT_ACCOUNT_POINTER, ownObjectKinds } from '@ai-sessions/contract';
import { Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { propertyNames } from './schema-properties.ts';

interface ObjectArgumentsProps {
  /** JSON Schema of the arguments, as text. */
  readonly parameters: string;
  readonly chosen: readonly AIObjectArgument[];
  readonly error: string | undefined;
  readonly onChange: (chosen: readonly AIObjectArgument[]) => void;
}

/** What the choice is called that takes an address. */
const OUTSIDE = 'Another object …';

/** Says which arguments name an object of an account, and who knows of which. */
export function ObjectArguments({ parameters, chosen, error, onChange }: ObjectArgumentsProps) {
  const names = [...new Set([...propertyNames(parameters), ...chosen.map(({ argument }) => argument)])];
  const set = (argument: string, made: AIObjectArgument | undefined) => {
    const known = chosen.some((one) => one.argument === argument);
    if (made && !known) return onChange([...chosen, made]);
    return onChange(chosen.flatMap((one) => (one.argument === argument ? (made ?? []) : one)));
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">Arguments that name an object of an account</legend>
      {names.length === 0 && <p className="text-xs text-muted">The schema describes no argument by name.</p>}
      {names.map((argument) => (
        <ObjectArgument
          key={argument}
          argument={argument}
          named={chosen.find((one) => one.argument === argument)}
          isWrong={error !== undefined}
          onChange={(made) => set(argument, made)}
        />
      ))}
      <p className="text-xs text-muted">
        It must be one of the account of the session. Whose another object is, its address tells in JSON:
        asked with GET and the headers below.
      </p>
      {error && <p className="text-xs text-danger">{error}</p>}
    </fieldset>
  );
}

interface ObjectArgumentProps {
  readonly argument: string;
  /** Absent when it names none. */
  readonly named: AIObjectArgument | undefined;
  readonly isWrong: boolean;
  readonly onChange: (named: AIObjectArgument | undefined) => void;
}

function ObjectArgument({ argument, named, isWrong, onChange }: ObjectArgumentProps) {
  const isOutside = named?.url !== undefined;
  return (
    <div className="flex flex-col gap-2 rounded-md border p-2">
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-2">
        <span className="font-mono text-sm break-all">{argument}</span>
        <Select
          aria-label={`What ${argument} names`}
          value={isOutside ? OUTSIDE : (named?.kind ?? '')}
          onChange={({ target: { value } }) => {
            if (value === '') onChange(undefined);
            else if (value === OUTSIDE) onChange({ argument, kind: '', url: '', accountPointer: '' });
            else onChange({ argument, kind: value });
          }}
        >
          <option value="">No object</option>
          {ownObjectKinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
          <option>{OUTSIDE}</option>
        </Select>
      </div>
      {named && isOutside && (
        <div className="grid grid-cols-1 gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_minmax(0,1fr)]">
          <Input
            aria-label={`Kind of object that ${argument} names`}
            aria-invalid={isWrong}
            placeholder="PhoneNumber"
            autoComplete="off"
            value={named.kind}
            onChange={(event) => onChange({ ...named, kind: event.target.value })}
          />
          <Input
            aria-label={`Address that tells of ${argument}`}
            aria-invalid={isWrong}
            className="font-mono text-xs"
            autoComplete="off"
            spellCheck={false}
            placeholder={`https://voice.example.com/phoneNumbers/{${argument}}`}
            value={named.url ?? ''}
            onChange={(event) => onChange({ ...named, url: event.target.value })}
          />
          <Input
            aria-label={`JSON Pointer to the account of ${argument}`}
            aria-invalid={isWrong}
            className="font-mono text-xs"
            autoComplete="off"
            spellCheck={false}
            placeholder={DEFAULT_ACCOUNT_POINTER}
            value={named.accountPointer ?? ''}
            onChange={(event) => onChange({ ...named, accountPointer: event.target.value })}
          />
        </div>
      )}
    </div>
  );
}
