import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { webhookPath } from './webhook-fields.ts';

/** `DELETE /ai/webhooks/{webhookId}` */
export const DeleteAIWebhook = operation({
  verb: 'DELETE',
  route: '/ai/webhooks/{webhookId}',
  procedure: 'webhook.delete',
  summary: 'Removes a webhook with its deliveries. What waits to be sent is not sent.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('DeleteAIWebhook', {
    namespace: 'Voice.Api.AI',
    description: 'Removes a webhook with its deliveries. What waits to be sent is not sent.',
    fields: {
      ...webhookPath,
    },
  }),
  response: undefined,
});
