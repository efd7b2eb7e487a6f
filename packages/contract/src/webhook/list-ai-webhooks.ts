import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIWebhookInfo } from './ai-webhook-info.ts';
import { webhookFilters } from './webhook-filters.ts';

/** `GET /ai/webhooks` */
export const ListAIWebhooks = operation({
  verb: 'GET',
  route: '/ai/webhooks',
  procedure: 'webhook.list',
  summary: 'Returns the webhooks page by page, newest first.',
  access: systemAdministrator,
  agents: false,
  request: dto('ListAIWebhooks', {
    namespace: 'Voice.Api.AI',
    description: 'Returns the webhooks page by page, newest first.',
    extends: listRequest(AIWebhookInfo),
    fields: webhookFilters,
  }),
  response: listResponse(AIWebhookInfo),
});
