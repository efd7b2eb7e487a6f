'use client';

import { stateWords } from '@/components/state-badge.tsx';
import { ChoiceFilter } from '@/components/table/choice-filter.tsx';
import { sessionStates } from './session-states.ts';

/** Chooses states; without any, all are shown that are not discarded. */
export function StateFilter() {
  return (
    <ChoiceFilter
      name="state"
      label="State"
      none="Any state"
      choices={sessionStates}
      wordsOf={(state) => (state === 'Applying' ? 'Applying' : stateWords(state))}
    />
  );
}
