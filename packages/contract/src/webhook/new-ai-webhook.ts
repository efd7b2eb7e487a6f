import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIWebhookWithSecret } from './ai-webhook-with-secret.ts';
import { webhookFields, webhookUrl } from './webhook-fields.ts';

/** `POST /ai/webhooks` */
export const NewAIWebhook = operation({
  verb: 'POST',
  route: '/ai/webhooks',
  procedure: 'webhook.create',
  summary: 'Adds a webhook and returns it, this once with its secret.',
  access: systemAdministrator,
  request: dto('NewAIWebhook', {
    namespace: 'Voice.Api.AI',
    description: 'Adds a webhook and returns it, this once with its secret.',
    fields: {
      url: webhookUrl,
      ...webhookFields,
    },
  }),
  response: AIWebhookWithSecret,
});
