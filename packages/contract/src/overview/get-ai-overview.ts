import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIOverview } from './ai-overview.ts';

/** `GET /ai/overview` */
export const GetAIOverview = operation({
  verb: 'GET',
  route: '/ai/overview',
  procedure: 'overview.get',
  summary: 'Tells what waits for review, what runs or failed, and what came of the last days.',
  access: systemAdministrator,
  agents: false,
  request: dto('GetAIOverview', {
    namespace: 'Voice.Api.AI',
    description: 'Tells what waits for review, what runs or failed, and what came of the last days.',
    fields: {},
  }),
  response: AIOverview,
});
