import { z } from 'zod';
import { dto, enumeration, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

/** What a stop is of. */
const AIStopSubject = enumeration('AIStopSubject', {
  namespace: 'Voice.Api.AI',
  description:
    'What a stop is of: an account, or an agent by its API key, by the grant with which it was let in by OAuth, or as a user with all of these.',
  values: ['Account', 'ApiKey', 'AgentGrant', 'User'],
});

const text = z.string().optional();

/** A stop of an account or an agent. */
export const AIStopInfo = dto('AIStopInfo', {
  namespace: 'Voice.Api.AI',
  description:
    'A stop of an account or an agent. Nothing of a stopped account is applied; a stopped agent proposes nothing, and nothing that it has proposed is applied.',
  fields: {
    id: field(z.string(), {
      description: 'Id of the account, the API key, the grant or the user.',
      example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
    }),
    subject: field(AIStopSubject, { description: 'What has this id.', example: 'Account' }),
    name: field(text, {
      description:
        'Name of the account or the key; what the agent with the grant calls itself; e-mail address of the user.',
      example: 'Northwind Dental',
    }),
    userId: field(text, {
      description: 'Whose API key or grant it is. Absent for accounts and users.',
      example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
    }),
    stopped: field(z.boolean(), { description: 'Whether it is stopped.', example: true }),
    reason: field(text, {
      description: 'Why it was stopped or let go on.',
      example: 'The contract is being checked',
    }),
    dateChanged: field(instant.optional(), {
      description: 'When that was decided: ISO 8601, UTC. Absent when it never was.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    changedBy: field(text, {
      description: 'E-mail address, at that moment, of whoever decided it.',
      example: 'mara.lindqvist@example.com',
    }),
  },
});

/** The value of an {@link AIStopInfo}. */
export type AIStopInfo = Value<typeof AIStopInfo>;
