import { z } from 'zod';
import { dto, enumeration, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

const text = z.string().optional();

/** How far a delivery is. */
export const AIWebhookDeliveryState = enumeration('AIWebhookDeliveryState', {
  namespace: 'Voice.Api.AI',
  description:
    'How far a delivery is: Pending while it is to be sent, or to be sent again; Delivered once the receiver answered with 2xx; Failed when it was given up.',
  values: ['Pending', 'Delivered', 'Failed'],
});

/** One event on its way to one webhook. */
export const AIWebhookDeliveryInfo = dto('AIWebhookDeliveryInfo', {
  namespace: 'Voice.Api.AI',
  description: 'One event on its way to one webhook, and what came of the last attempt. Kept for 30 days.',
  fields: {
    id: field(z.string(), { description: 'The delivery.', example: '019dc3f6-4a3b-7c52-8d1e-6f7a8b9c0d1e' }),
    webhookId: field(z.string(), {
      description: 'The webhook.',
      example: '019dc3f5-3e2a-7b41-9c0d-5e6f7a8b9c0d',
    }),
    eventId: field(z.string(), {
      description: 'The event: what receivers get as webhook-id, the same with every attempt.',
      example: '019dc3f6-4a3a-7901-b2c3-d4e5f6a7b8c9',
    }),
    eventType: field(z.string(), { description: 'What happened.', example: 'action.returned' }),
    sessionId: field(text, {
      description:
        'The session it happened to. Absent for a digest, and for an event that tries the webhook.',
      example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
    }),
    dateCreated: field(instant, {
      description: 'When it happened: ISO 8601, UTC.',
      example: '2026-03-02T09:19:55.310Z',
    }),
    state: field(AIWebhookDeliveryState, { description: 'How far it is.', example: 'Delivered' }),
    attempts: field(z.int(), { description: 'How often it was sent, or tried to be.', example: 1 }),
    dateLastAttempt: field(instant.optional(), {
      description: 'When it was sent last: ISO 8601, UTC. Absent before the first attempt.',
      example: '2026-03-02T09:19:55.480Z',
    }),
    dateNextAttempt: field(instant.optional(), {
      description: 'When it is sent next, at the earliest: ISO 8601, UTC. Absent unless it is Pending.',
      example: '2026-03-02T09:24:55.310Z',
    }),
    heldBackBy: field(text, {
      description:
        'Delivery of the same session that it waits for: the one before it, until that was delivered or given up, or has failed for a while. Absent unless it waits.',
      example: '019dc3f6-4a3b-7c52-8d1e-6f7a8b9c0d1d',
    }),
    dateHeldBackUntil: field(instant.optional(), {
      description: 'When that one is sent next, at the earliest: ISO 8601, UTC. Absent unless it waits.',
      example: '2026-03-02T09:24:55.310Z',
    }),
    outcome: field(text, {
      description: 'What came of the last attempt, in a sentence.',
      example: 'Answered 200 in 84 ms.',
    }),
    status: field(z.int().optional(), {
      description: 'Status of the last answer. Absent when there was none.',
      example: 200,
    }),
    answer: field(text, {
      description: 'The beginning of the last answer, at most 1,024 characters.',
      example: '{"ok":true}',
    }),
    durationMs: field(z.int().optional(), {
      description: 'How long the last attempt took until its answer, in milliseconds.',
      example: 84,
    }),
  },
});

/** The value of an {@link AIWebhookDeliveryInfo}. */
export type AIWebhookDeliveryInfo = Value<typeof AIWebhookDeliveryInfo>;
