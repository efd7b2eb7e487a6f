import { z } from 'zod';
import { field } from '../field.ts';
import { idFilter, MAXIMUM_FILTER_IDS } from '../list.ts';
import { givenInstant, singleLineText } from '../text.ts';
import { AISessionState } from './ai-session-state.ts';

/** What lists and exports of sessions can be narrowed down by. */
export const sessionFilters = {
  accountIds: field(idFilter, {
    description: `Only sessions on these accounts (at most ${MAXIMUM_FILTER_IDS}).`,
    example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
  }),
  text: field(singleLineText().optional(), {
    description:
      'Only sessions whose purpose contains this text, in any case, or that have an action whose function name or arguments do. Of less than three characters only the purpose is searched.',
    example: 'billing',
  }),
  states: field(z.array(AISessionState).max(7, 'must name 7 states or fewer.').optional(), {
    description: 'Only sessions in one of these states. Discarded ones are shown only when asked for.',
    example: ['Open', 'PartlyApplied'],
  }),
  hasPendingActions: field(z.boolean().optional(), {
    description: 'Only sessions with actions that wait to be judged or applied, or only those without.',
    example: true,
  }),
  waiting: field(z.boolean().optional(), {
    description:
      'Only sessions that wait for review, or only those that do not. One waits while it has an action that nobody has judged, unless it is being applied or is discarded.',
    example: true,
  }),
  createdBy: field(singleLineText(320).optional(), {
    description: 'Only sessions created by this user: the whole e-mail address, in any case.',
    example: 'mara.lindqvist@example.com',
  }),
  createdFrom: field(givenInstant, {
    description: 'Only sessions created at this instant or later: ISO 8601 with its zone.',
    example: '2026-03-01T00:00:00.000Z',
  }),
  createdUntil: field(givenInstant, {
    description: 'Only sessions created before this instant: ISO 8601 with its zone.',
    example: '2026-04-01T00:00:00.000Z',
  }),
  modifiedFrom: field(givenInstant, {
    description: 'Only sessions last changed at this instant or later: ISO 8601 with its zone.',
    example: '2026-03-01T00:00:00.000Z',
  }),
  modifiedUntil: field(givenInstant, {
    description: 'Only sessions last changed before this instant: ISO 8601 with its zone.',
    example: '2026-04-01T00:00:00.000Z',
  }),
} as const;
