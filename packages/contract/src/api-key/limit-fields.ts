import { z } from 'zod';
import { field } from '../field.ts';

const MOST = 1_000_000;
const OUT_OF_BOUNDS = `must lie between 0 and ${MOST}.`;
const limit = z.int().min(0, OUT_OF_BOUNDS).max(MOST, OUT_OF_BOUNDS).optional();

/** What a key may do at most, as it is set. */
export const limitFields = {
  callsPerMinute: field(limit, {
    description:
      'Calls that it may make in a minute. 0 for what holds for its kind: agents have a limit then, others have none. Only a system administrator sets it.',
    example: 600,
  }),
  maxOpenProposals: field(limit, {
    description:
      'Actions of it that may wait or be returned at once, in all sessions together. 0 for what holds for its kind: agents have a limit then, others have none. Only a system administrator sets it.',
    example: 2_000,
  }),
} as const;
