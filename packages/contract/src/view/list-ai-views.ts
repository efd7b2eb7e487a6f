import { dto } from '../dto.ts';
import { optional } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIViewInfo } from './ai-view-info.ts';
import { viewList } from './view-fields.ts';

const WHAT = "Returns the caller's own views of lists and those that are shared, page by page, newest first.";

/** `GET /ai/views` */
export const ListAIViews = operation({
  verb: 'GET',
  route: '/ai/views',
  procedure: 'view.list',
  summary: WHAT,
  access: systemAdministrator,
  agents: false,
  request: dto('ListAIViews', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    extends: listRequest(AIViewInfo),
    fields: { list: optional(viewList) },
  }),
  response: listResponse(AIViewInfo),
});
