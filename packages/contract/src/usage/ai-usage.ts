import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';

const minutes = field(z.int(), {
  description: 'AI minutes of these days.',
  example: 1_284,
  declaredName: 'AIMinutes',
});

/** AI minutes of an account. */
const AIAccountUsage = dto('AIAccountUsage', {
  namespace: 'Voice.Api.AI',
  description: 'AI minutes of an account.',
  fields: {
    accountId: field(z.string(), {
      description: 'The account.',
      example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
    }),
    aiMinutes: minutes,
  },
});

/** AI minutes of one of an account's customers. */
const AICustomerUsage = dto('AICustomerUsage', {
  namespace: 'Voice.Api.AI',
  description: "AI minutes of one of an account's customers.",
  fields: {
    accountId: field(z.string(), {
      description: 'Account of the customer.',
      example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
    }),
    customerId: field(z.string(), {
      description: 'The customer, as the entries name it.',
      example: 'c-4711',
    }),
    aiMinutes: minutes,
  },
});

/** AI minutes of some days. */
export const AIUsage = dto('AIUsage', {
  namespace: 'Voice.Api.AI',
  description: 'AI minutes of some days, by account and by customer.',
  fields: {
    accountUsage: field(z.array(AIAccountUsage.schema), {
      description: 'Minutes by account, for accounts that have entries on these days.',
      example: [],
    }),
    customerUsage: field(z.array(AICustomerUsage.schema), {
      description: 'Those of them that were spent for a customer, by account and customer.',
      example: [],
    }),
  },
});

/** The value of an {@link AIUsage}. */
export type AIUsage = Value<typeof AIUsage>;
