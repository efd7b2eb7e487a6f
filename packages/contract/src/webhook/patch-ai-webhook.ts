import { dto } from '../dto.ts';
import { optional } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIWebhookInfo } from './ai-webhook-info.ts';
import { webhookFields, webhookPath, webhookUrl } from './webhook-fields.ts';

/** `PATCH /ai/webhooks/{webhookId}` */
export const PatchAIWebhook = operation({
  verb: 'PATCH',
  route: '/ai/webhooks/{webhookId}',
  procedure: 'webhook.patch',
  summary: 'Changes a webhook and returns it. What is left out stays.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('PatchAIWebhook', {
    namespace: 'Voice.Api.AI',
    description:
      'Changes a webhook and returns it. What is left out stays; what waits to be sent goes to the new address.',
    fields: {
      ...webhookPath,
      url: optional(webhookUrl),
      ...webhookFields,
    },
  }),
  response: AIWebhookInfo,
});
