import { z } from 'zod';
import { field } from '../field.ts';

/** Goes on where an earlier export of heads ended. */
export const afterHead = field(
  z.int().min(0, 'must be 0 or more.').max(2_147_483_647, 'must be 2147483647 or less.').optional(),
  {
    description: 'Only what came after the head with this number.',
    example: 0,
    default: 0,
  },
);
