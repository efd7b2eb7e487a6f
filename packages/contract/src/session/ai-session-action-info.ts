import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';

const text = z.string().optional();

/** A change that an agent proposes: the call of a function. */
export const AISessionActionInfo = dto('AISessionActionInfo', {
  namespace: 'Voice.Api.AI',
  description:
    'A change that an agent proposes: the call of a function. It takes effect when the session is applied.',
  fields: {
    date: field(text, {
      description: 'When it was queued: ISO 8601 in UTC.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    id: field(text, {
      description: 'Identifies the action in its session.',
      example: '019dc3f1-22b0-7f43-a5d1-1c9e0b7a6d20',
    }),
    functionName: field(text, { description: 'Function to call.', example: 'renameAccount' }),
    arguments: field(text, {
      description: 'Arguments of the call: a JSON object, as text.',
      example: '{"accountId":"019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42","name":"Northwind Dental Care"}',
    }),
    description: field(text, {
      description: 'What the agent says it does.',
      example: 'Rename the account to the name on the contract',
    }),
  },
});

/** The value of an {@link AISessionActionInfo}. */
export type AISessionActionInfo = Value<typeof AISessionActionInfo>;
