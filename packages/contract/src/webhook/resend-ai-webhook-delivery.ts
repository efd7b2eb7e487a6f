import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { AIWebhookDeliveryInfo } from './ai-webhook-delivery.ts';
import { webhookPath } from './webhook-fields.ts';

/** `POST /ai/webhooks/{webhookId}/deliveries/{deliveryId}/resend` */
export const ResendAIWebhookDelivery = operation({
  verb: 'POST',
  route: '/ai/webhooks/{webhookId}/deliveries/{deliveryId}/resend',
  procedure: 'webhook.resend',
  summary: 'Sends an event to a webhook again, under the same webhook-id.',
  access: systemAdministrator,
  request: dto('ResendAIWebhookDelivery', {
    namespace: 'Voice.Api.AI',
    description:
      'Sends an event to a webhook again, under the same webhook-id: at once, and as often as one that was never sent.',
    fields: {
      ...webhookPath,
      deliveryId: field(id, {
        description: 'The delivery.',
        example: '019dc3f6-4a3b-7c52-8d1e-6f7a8b9c0d1e',
      }),
    },
  }),
  response: AIWebhookDeliveryInfo,
});
