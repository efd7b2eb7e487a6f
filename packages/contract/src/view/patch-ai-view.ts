import { dto } from '../dto.ts';
import { optional } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIViewInfo } from './ai-view-info.ts';
import { viewName, viewPath, viewQuery, viewShared } from './view-fields.ts';

const WHAT =
  "Changes a view of a list, the caller's own or a shared one, and returns it. What is left out stays.";

/** `PATCH /ai/views/{viewId}` */
export const PatchAIView = operation({
  verb: 'PATCH',
  route: '/ai/views/{viewId}',
  procedure: 'view.patch',
  summary: WHAT,
  access: systemAdministrator,
  preconditions: true,
  request: dto('PatchAIView', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    fields: { ...viewPath, name: optional(viewName), query: optional(viewQuery), shared: viewShared },
  }),
  response: AIViewInfo,
});
