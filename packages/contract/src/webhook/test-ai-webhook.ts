import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIWebhookDeliveryInfo } from './ai-webhook-delivery.ts';
import { webhookPath } from './webhook-fields.ts';

/** `POST /ai/webhooks/{webhookId}/test` */
export const TestAIWebhook = operation({
  verb: 'POST',
  route: '/ai/webhooks/{webhookId}/test',
  procedure: 'webhook.test',
  summary: 'Sends an event that means nothing to a webhook, also to one that is disabled.',
  access: systemAdministrator,
  request: dto('TestAIWebhook', {
    namespace: 'Voice.Api.AI',
    description:
      'Sends an event that means nothing to a webhook, also to one that is disabled. It is sent once, right after the answer: ListAIWebhookDeliveries tells what came of it.',
    fields: {
      ...webhookPath,
    },
  }),
  response: AIWebhookDeliveryInfo,
});
