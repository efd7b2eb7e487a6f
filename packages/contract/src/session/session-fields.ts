import { z } from 'zod';
import { field } from '../field.ts';
import { multilineText } from '../text.ts';
import { PURPOSE_MAXIMUM } from '../text-limits.ts';
import { AISessionState } from './ai-session-state.ts';

/** What a session is about. */
export const sessionFields = {
  accountId: field(z.string().optional(), {
    description: 'Account that the session works on. Absent for a session on the whole platform.',
    example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
  }),
  accountName: field(z.string().optional(), {
    description: 'Name that the account has now.',
    example: 'Northwind Dental',
  }),
  purpose: field(z.string().optional(), {
    description: 'What the session is for, in the words of whoever opened it. Absent when none was given.',
    example: 'Review the billing settings before renewal',
  }),
  state: field(AISessionState.optional(), { description: 'Where the session stands.', example: 'Applied' }),
  pendingActions: field(z.int().optional(), {
    description: 'How many actions wait to be judged or applied.',
    example: 0,
  }),
} as const;

/** What can be said of a session when it is opened. */
export const newSessionFields = {
  purpose: field(multilineText(PURPOSE_MAXIMUM).optional(), {
    description: `What the session is for: at most ${PURPOSE_MAXIMUM.toLocaleString('en')} characters.`,
    example: 'Review the billing settings before renewal',
  }),
} as const;

/** What can be changed of a session. */
export const changedSessionFields = {
  purpose: field(multilineText(PURPOSE_MAXIMUM).optional(), {
    description: `New purpose: at most ${PURPOSE_MAXIMUM.toLocaleString('en')} characters. Left out, it stays; empty text clears it.`,
    example: 'Review the billing settings and the number pool before renewal',
  }),
} as const;
