import { z } from 'zod';
import { field } from '../field.ts';
import { singleLineText } from '../text.ts';

/** What is said of a stop. */
export const stopFields = {
  stopped: field(z.boolean(), { description: 'Whether it is stopped.', example: true }),
  reason: field(singleLineText(500).optional(), {
    description: 'Why, for whoever meets the stop: at most 500 characters.',
    example: 'The contract is being checked',
  }),
} as const;
