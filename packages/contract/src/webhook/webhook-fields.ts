import { z } from 'zod';
import { field } from '../field.ts';
import { sessionEventTypeNames } from '../session/session-event-types.ts';
import { id, multilineText, requiredName } from '../text.ts';

const URL_MAXIMUM = 2_000;

/** The name of something that webhooks tell of. */
const eventType = requiredName(100).refine((name) => sessionEventTypeNames.some((known) => known === name), {
  message: `must be one of ${sessionEventTypeNames.join(', ')}.`,
  params: { errorCode: 'InvalidValue' },
});

/** The path of a webhook. */
export const webhookPath = {
  webhookId: field(id, { description: 'The webhook.', example: '019dc3f5-3e2a-7b41-9c0d-5e6f7a8b9c0d' }),
} as const;

/** What a new webhook cannot be without. */
export const webhookUrl = field(requiredName(URL_MAXIMUM), {
  description: 'Address that events are sent to. The operator of the service allows the targets.',
  example: 'https://agent.example.com/webhooks/ai-sessions',
});

/** What else an administrator says of a webhook, all of it optional. */
export const webhookFields = {
  description: field(multilineText(500).optional(), {
    description: 'What it is for: at most 500 characters.',
    example: 'Verdicts for the billing agent',
  }),
  eventTypes: field(z.array(eventType).max(100, 'must name 100 types or fewer.').optional(), {
    description: `What it tells of; all when empty: ${sessionEventTypeNames.join(', ')}.`,
    example: ['action.refused', 'action.returned'],
  }),
  accountIds: field(z.array(id).max(1_000, 'must name 1,000 ids or fewer.').optional(), {
    description: 'Accounts whose sessions it tells of. Empty for all, and for sessions without an account.',
    example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
  }),
  enabled: field(z.boolean().optional(), {
    description:
      'Whether events are sent; true by default. What happens while they are not is not sent later.',
    example: true,
  }),
} as const;
