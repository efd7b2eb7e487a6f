import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { viewPath } from './view-fields.ts';

/** `DELETE /ai/views/{viewId}` */
export const DeleteAIView = operation({
  verb: 'DELETE',
  route: '/ai/views/{viewId}',
  procedure: 'view.delete',
  summary: "Removes a view of a list: the caller's own, or a shared one.",
  access: systemAdministrator,
  preconditions: true,
  request: dto('DeleteAIView', {
    namespace: 'Voice.Api.AI',
    description: "Removes a view of a list: the caller's own, or a shared one.",
    fields: { ...viewPath },
  }),
  response: undefined,
});
