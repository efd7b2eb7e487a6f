import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIWebhookInfo } from './ai-webhook-info.ts';
import { webhookFilters } from './webhook-filters.ts';

/** `GET /ai/webhooks/export` */
export const ExportAIWebhooks = operation({
  verb: 'GET',
  route: '/ai/webhooks/export',
  procedure: 'webhook.export',
  summary: 'Returns all matching webhooks, newest first, in one answer of any length.',
  access: systemAdministrator,
  agents: false,
  streams: true,
  request: dto('ExportAIWebhooks', {
    namespace: 'Voice.Api.AI',
    description: 'Returns all matching webhooks, newest first, in one answer of any length.',
    fields: webhookFilters,
  }),
  response: AIWebhookInfo,
});
