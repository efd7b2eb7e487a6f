import { field } from '../field.ts';
import { singleLineText } from '../text.ts';

/** What lists and exports of accounts can be narrowed down by. */
export const accountFilters = {
  nameFilter: field(singleLineText().optional(), {
    description: 'Only accounts whose name contains this text, in any case.',
    example: 'dental',
  }),
  text: field(singleLineText().optional(), {
    description: 'The same as NameFilter, under the name that the other lists use.',
    example: 'dental',
  }),
} as const;
