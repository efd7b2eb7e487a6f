import { z } from 'zod';
import { field } from '../field.ts';

/** How people know a user who reviews. */
export const reviewerFields = {
  emailAddress: field(z.string(), {
    description: 'E-mail address that the user has now; after an @ it mentions them.',
    example: 'mara.lindqvist@example.com',
  }),
  name: field(z.string().optional(), {
    description: 'First and last name. Absent when neither is known.',
    example: 'Mara Lindqvist',
  }),
} as const;
