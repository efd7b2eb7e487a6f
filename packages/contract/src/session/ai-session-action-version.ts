import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';
import { AISessionActionState } from './ai-session-action-state.ts';

/** What an action was before somebody corrected it. */
export const AISessionActionVersion = dto('AISessionActionVersion', {
  namespace: 'Voice.Api.AI',
  description: 'What an action was before somebody corrected it.',
  fields: {
    arguments: field(z.string(), {
      description: 'Arguments until then: a JSON object, as text.',
      example: '{"accountId":"019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42","name":"Northwind Dental Car"}',
    }),
    description: field(z.string().optional(), {
      description: 'Description until then.',
      example: 'Rename the account',
    }),
    state: field(AISessionActionState.optional(), {
      description: 'Where it stood until then. Absent when it was corrected before that was kept.',
      example: 'Returned',
    }),
    reason: field(z.string().optional(), {
      description: 'What had been said when it was judged.',
      example: 'The name lacks its last letter',
    }),
    dateReplaced: field(instant, {
      description: 'When it was corrected: ISO 8601, UTC.',
      example: '2026-03-02T09:18:12.400Z',
    }),
    replacedBy: field(z.string(), {
      description: 'E-mail address, at that moment, of whoever corrected it.',
      example: 'mara.lindqvist@example.com',
    }),
  },
});

/** The value of an {@link AISessionActionVersion}. */
export type AISessionActionVersion = Value<typeof AISessionActionVersion>;
