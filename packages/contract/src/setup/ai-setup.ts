import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';

const text = z.string().optional();

/** How far an installation has come from being empty. */
export const AISetup = dto('AISetup', {
  namespace: 'Voice.Api.AI',
  description: 'How far an installation has come from being empty. Demo data is counted apart.',
  fields: {
    accountId: field(text, {
      description: 'Account that was added first. Absent while there is none.',
      example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
    }),
    accountName: field(text, { description: 'Its name.', example: 'Northwind Dental' }),
    hasKey: field(z.boolean(), {
      description: 'Whether a program or an agent was ever let in, with an API key or by OAuth.',
      example: true,
    }),
    sessionId: field(text, {
      description: 'Session that was opened first. Absent while there is none.',
      example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
    demoAccounts: field(z.int(), {
      description: 'Accounts of demo data that can be removed again.',
      example: 10,
    }),
    demoSessions: field(z.int(), {
      description: 'Sessions of demo data that can be removed again.',
      example: 203,
    }),
  },
});

/** The value of an {@link AISetup}. */
export type AISetup = Value<typeof AISetup>;
