import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIStopInfo } from './stop-info.ts';

/** `GET /ai/applying/stops` */
export const ListAIStops = operation({
  verb: 'GET',
  route: '/ai/applying/stops',
  procedure: 'applying.stops',
  summary: 'Returns the accounts and agents that are stopped.',
  access: systemAdministrator,
  request: dto('ListAIStops', {
    namespace: 'Voice.Api.AI',
    description: 'Returns the accounts and agents that are stopped.',
    extends: listRequest(AIStopInfo),
    fields: {},
  }),
  response: listResponse(AIStopInfo),
});
