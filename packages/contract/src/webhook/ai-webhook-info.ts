import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const text = z.string().optional();

/** What a webhook is, without its secret. */
export const webhookInfoFields = {
  url: field(z.string(), {
    description: 'Address that events are sent to.',
    example: 'https://agent.example.com/webhooks/ai-sessions',
  }),
  description: field(text, { description: 'What it is for.', example: 'Verdicts for the billing agent' }),
  eventTypes: field(z.array(z.string()), {
    description: 'What it tells of; all when empty.',
    example: ['action.refused', 'action.returned'],
  }),
  accountIds: field(z.array(z.string()), {
    description: 'Accounts whose sessions it tells of; all when empty.',
    example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
  }),
  enabled: field(z.boolean(), { description: 'Whether events are sent.', example: true }),
  disabledReason: field(text, {
    description: 'Why the service itself has disabled it. Absent when it has not.',
    example: 'The receiver answered 410: it wants no more events.',
  }),
  failingSince: field(instant.optional(), {
    description:
      'Since when nothing could be delivered: ISO 8601, UTC. After 5 days it is disabled. Absent while it works.',
    example: '2026-03-02T09:14:05.120Z',
  }),
  dateEarlierSecretExpires: field(instant.optional(), {
    description:
      'Until when events are signed with the secret before this one as well: ISO 8601, UTC. Absent when they are not.',
    example: '2026-03-03T09:14:05.120Z',
  }),
  version: field(z.int(), { description: 'Counts its changes.', example: 1 }),
} as const;

/** Where events are sent. */
export const AIWebhookInfo = dto('AIWebhookInfo', {
  namespace: 'Voice.Api.AI',
  description: 'Where events of sessions and actions are sent, signed as Standard Webhooks has it.',
  extends: EntityInfo,
  fields: webhookInfoFields,
});

/** The value of an {@link AIWebhookInfo}. */
export type AIWebhookInfo = Value<typeof AIWebhookInfo>;
