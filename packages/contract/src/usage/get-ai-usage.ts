import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { allOf, operation } from '../operation.ts';
import { day, optionalId } from '../text.ts';
import { AIUsage } from './ai-usage.ts';

/** `/ai/usage`, with any verb */
export const GetAIUsage = operation({
  verb: 'GET',
  route: '/ai/usage',
  anyVerb: true,
  procedure: 'usage.get',
  summary: 'Adds up the AI minutes of some days, by account and by customer.',
  access: allOf('SystemAdministrator'),
  request: dto('GetAIUsage', {
    namespace: 'Voice.Api.AI',
    description: 'Adds up the AI minutes of some days, by account and by customer.',
    fields: {
      accountId: field(optionalId, {
        description: 'Only this account. Left out, all that the caller may work on.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
      customerId: field(optionalId, {
        description: 'Only this customer. Left out, all customers, and minutes without one.',
        example: 'c-4711',
      }),
      startDate: field(day, { description: 'First day, in UTC: year-month-day.', example: '2026-03-01' }),
      endDate: field(day, {
        description: 'Last day, in UTC, which counts too: year-month-day.',
        example: '2026-03-31',
      }),
    },
  }),
  response: AIUsage,
});
