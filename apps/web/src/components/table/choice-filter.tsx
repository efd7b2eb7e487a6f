'use client';

import { ChevronsUpDown } from 'lucide-react';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { inputLook } from '@/components/ui/field.tsx';
import { Popover } from '@/components/ui/popover.tsx';
import { chosenIn } from './url-state.ts';
import { useUrlValue } from './use-url-value.ts';

interface ChoiceFilterProps<Choice extends string> {
  /** Name in the URL. */
  readonly name: string;
  /** What is chosen: "State". */
  readonly label: string;
  /** What is said when nothing is chosen. */
  readonly none: string;
  readonly choices: readonly Choice[];
  /** A choice in words. */
  readonly wordsOf: (choice: Choice) => string;
}

/** Filters a list by some of a few values, kept in the URL. */
export function ChoiceFilter<Choice extends string>({
  name,
  label,
  none,
  choices,
  wordsOf,
}: ChoiceFilterProps<Choice>) {
  const [text, setText] = useUrlValue(name);
  const chosen = chosenIn(text, choices);
  const set = (values: readonly string[]) => setText(values.join(','));
  return (
    <Popover
      label={`${label}s`}
      className="flex min-w-44 flex-col gap-2 p-3"
      trigger={
        <button
          type="button"
          className={classNames(
            inputLook,
            'flex h-9 w-full items-center justify-between gap-2 text-left sm:w-44',
          )}
        >
          <span className={classNames('truncate', chosen.length === 0 && 'text-muted')}>
            <span className="sr-only">{label}: </span>
            {chosen.length === 0 ? none : chosen.map(wordsOf).join(', ')}
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden />
        </button>
      }
    >
      {() =>
        choices.map((choice) => (
          <Checkbox
            key={choice}
            checked={chosen.includes(choice)}
            onChange={(checked) =>
              set(checked ? [...chosen, choice] : chosen.filter((other) => other !== choice))
            }
          >
            {wordsOf(choice)}
          </Checkbox>
        ))
      }
    </Popover>
  );
}
