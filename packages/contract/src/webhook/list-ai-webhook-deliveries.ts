import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { optionalId } from '../text.ts';
import { AIWebhookDeliveryInfo, AIWebhookDeliveryState } from './ai-webhook-delivery.ts';
import { webhookPath } from './webhook-fields.ts';

/** `GET /ai/webhooks/{webhookId}/deliveries` */
export const ListAIWebhookDeliveries = operation({
  verb: 'GET',
  route: '/ai/webhooks/{webhookId}/deliveries',
  procedure: 'webhook.deliveries',
  summary: 'Returns the deliveries of a webhook page by page, newest first.',
  access: systemAdministrator,
  agents: false,
  request: dto('ListAIWebhookDeliveries', {
    namespace: 'Voice.Api.AI',
    description: 'Returns the deliveries of a webhook page by page, newest first.',
    extends: listRequest(AIWebhookDeliveryInfo),
    fields: {
      ...webhookPath,
      states: field(z.array(AIWebhookDeliveryState).max(3, 'must name 3 states or fewer.').optional(), {
        description: 'Only deliveries in one of these states.',
        example: ['Failed'],
      }),
      sessionId: field(optionalId, {
        description: 'Only deliveries of events of this session.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
    },
  }),
  response: listResponse(AIWebhookDeliveryInfo),
});
