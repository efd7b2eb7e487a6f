'use client';

import { ChevronsUpDown } from 'lucide-react';
import { stateWords } from '@/components/state-badge.tsx';
import { useUrlValue } from '@/components/table/use-url-value.ts';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { inputLook } from '@/components/ui/field.tsx';
import { Popover } from '@/components/ui/popover.tsx';
import { statesOf } from './session-list-input.ts';
import { sessionStates } from './session-states.ts';

/** Chooses states; without any, all are shown that are not discarded. */
export function StateFilter() {
  const [text, setText] = useUrlValue('state');
  const chosen = statesOf(text);
  const set = (states: readonly string[]) => setText(states.join(','));
  return (
    <Popover
      label="States"
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
            <span className="sr-only">State: </span>
            {chosen.length === 0 ? 'Any state' : chosen.map(stateWords).join(', ')}
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden />
        </button>
      }
    >
      {() =>
        sessionStates.map((state) => (
          <Checkbox
            key={state}
            checked={chosen.includes(state)}
            onChange={(checked) =>
              set(checked ? [...chosen, state] : chosen.filter((other) => other !== state))
            }
          >
            {state === 'Applying' ? 'Applying' : stateWords(state)}
          </Checkbox>
        ))
      }
    </Popover>
  );
}
