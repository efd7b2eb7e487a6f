'use client';

import { Select } from '@/components/ui/select.tsx';
import { useUrlState } from './use-url-state.ts';

interface OneOfFilterProps {
  /** Name in the URL. */
  readonly name: string;
  readonly label: string;
  /** What is said when nothing is chosen. */
  readonly none: string;
  /** What can be chosen, as the URL has it, and in words. */
  readonly choices: Readonly<Record<string, string>>;
}

/** Filters a list by one of a few values, kept in the URL. */
export function OneOfFilter({ name, label, none, choices }: OneOfFilterProps) {
  const { get, change } = useUrlState();
  return (
    <div className="w-full sm:w-44">
      <Select
        aria-label={label}
        value={get(name) ?? ''}
        onChange={(event) => change({ [name]: event.target.value, cursor: undefined })}
      >
        <option value="">{none}</option>
        {Object.entries(choices).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  );
}
