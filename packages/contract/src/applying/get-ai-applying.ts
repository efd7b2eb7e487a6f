import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIApplyingInfo } from './applying-info.ts';

/** `GET /ai/applying` */
export const GetAIApplying = operation({
  verb: 'GET',
  route: '/ai/applying',
  procedure: 'applying.get',
  summary: 'Says whether sessions may be applied.',
  access: systemAdministrator,
  request: dto('GetAIApplying', {
    namespace: 'Voice.Api.AI',
    description: 'Says whether sessions may be applied.',
    fields: {},
  }),
  response: AIApplyingInfo,
});
