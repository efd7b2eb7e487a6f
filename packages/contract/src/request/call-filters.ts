import { field } from '../field.ts';
import { givenInstant, optionalId, singleLineText } from '../text.ts';

/** What can be asked of whatever a call leaves behind: its entry in the log of requests, or its audit events. */
export const callFilters = {
  requestId: field(singleLineText(64).optional(), {
    description: 'Only what belongs to this request, as in the header X-Request-Id of its answer.',
    example: 'a5f1c8d2-7b3e-4f90-8c1d-2e3f4a5b6c7d',
  }),
  userId: field(optionalId, {
    description: 'Only what this user did, with whatever key.',
    example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
  }),
  operation: field(singleLineText(100).optional(), {
    description: 'Only calls of this operation.',
    example: 'PatchAISession',
  }),
  from: field(givenInstant, {
    description: 'Only what has this instant or a later one as its Date: ISO 8601 with its zone.',
    example: '2026-03-02T00:00:00.000Z',
  }),
  until: field(givenInstant, {
    description: 'Only what has an instant before this one as its Date: ISO 8601 with its zone.',
    example: '2026-03-03T00:00:00.000Z',
  }),
} as const;
