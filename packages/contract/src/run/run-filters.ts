import { z } from 'zod';
import { field } from '../field.ts';
import { idFilter, MAXIMUM_FILTER_IDS } from '../list.ts';
import { AISessionRunState } from '../session/ai-session-run-info.ts';
import { givenInstant, optionalId, singleLineText } from '../text.ts';

/** What lists and exports of runs can be narrowed down by. */
export const runFilters = {
  accountIds: field(idFilter, {
    description: `Only runs of sessions on these accounts (at most ${MAXIMUM_FILTER_IDS}).`,
    example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
  }),
  sessionId: field(optionalId, {
    description: 'Only runs of this session.',
    example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
  }),
  states: field(z.array(AISessionRunState).max(6, 'must name 6 states or fewer.').optional(), {
    description: 'Only runs in one of these states.',
    example: ['Failed', 'InDoubt'],
  }),
  startedBy: field(singleLineText(320).optional(), {
    description: 'Only runs that this user started: the whole e-mail address, in any case.',
    example: 'mara.lindqvist@example.com',
  }),
  startedFrom: field(givenInstant, {
    description: 'Only runs started at this instant or later: ISO 8601 with its zone.',
    example: '2026-03-01T00:00:00.000Z',
  }),
  startedUntil: field(givenInstant, {
    description: 'Only runs started before this instant: ISO 8601 with its zone.',
    example: '2026-04-01T00:00:00.000Z',
  }),
} as const;
