import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIWebhookInfo } from './ai-webhook-info.ts';
import { webhookPath } from './webhook-fields.ts';

/** `GET /ai/webhooks/{webhookId}` */
export const GetAIWebhook = operation({
  verb: 'GET',
  route: '/ai/webhooks/{webhookId}',
  procedure: 'webhook.get',
  summary: 'Returns one webhook.',
  access: systemAdministrator,
  agents: false,
  request: dto('GetAIWebhook', {
    namespace: 'Voice.Api.AI',
    description: 'Returns one webhook.',
    fields: {
      ...webhookPath,
    },
  }),
  response: AIWebhookInfo,
});
