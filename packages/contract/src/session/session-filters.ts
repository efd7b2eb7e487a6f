import { field } from '../field.ts';
import { idFilter, MAXIMUM_FILTER_IDS } from '../list.ts';
import { singleLineText } from '../text.ts';

/** What lists and exports of sessions can be narrowed down by. */
export const sessionFilters = {
  accountIds: field(idFilter, {
    description: `Only sessions on these accounts (at most ${MAXIMUM_FILTER_IDS}).`,
    example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
  }),
  text: field(singleLineText().optional(), {
    description: 'Only sessions whose purpose contains this text, in any case.',
    example: 'billing',
  }),
} as const;
