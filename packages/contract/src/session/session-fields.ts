import { z } from 'zod';
import { field } from '../field.ts';
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
