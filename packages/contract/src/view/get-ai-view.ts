import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIViewInfo } from './ai-view-info.ts';
import { viewPath } from './view-fields.ts';

/** `GET /ai/views/{viewId}` */
export const GetAIView = operation({
  verb: 'GET',
  route: '/ai/views/{viewId}',
  procedure: 'view.get',
  summary: "Returns one view of a list: the caller's own, or a shared one.",
  access: systemAdministrator,
  agents: false,
  request: dto('GetAIView', {
    namespace: 'Voice.Api.AI',
    description: "Returns one view of a list: the caller's own, or a shared one.",
    fields: { ...viewPath },
  }),
  response: AIViewInfo,
});
