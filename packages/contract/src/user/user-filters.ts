import { z } from 'zod';
import { field } from '../field.ts';
import { idFilter, MAXIMUM_FILTER_IDS } from '../list.ts';
import { singleLineText } from '../text.ts';

/** What lists and exports of users can be narrowed down by. */
export const userFilters = {
  accountIds: field(idFilter, {
    description: `Only users who may work on one of these accounts (at most ${MAXIMUM_FILTER_IDS}).`,
    example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
  }),
  emailFilter: field(singleLineText().optional(), {
    description: 'Only users whose e-mail address contains this text, in any case.',
    example: 'example.com',
  }),
  disabled: field(z.boolean().optional(), {
    description: 'Only users who are disabled, or only those who may sign in.',
    example: false,
  }),
} as const;
