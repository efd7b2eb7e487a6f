import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIViewInfo } from './ai-view-info.ts';
import { viewList, viewName, viewQuery, viewShared } from './view-fields.ts';

/** `POST /ai/views` */
export const NewAIView = operation({
  verb: 'POST',
  route: '/ai/views',
  procedure: 'view.create',
  summary: 'Saves how a list is looked at, under a name, and returns the view.',
  access: systemAdministrator,
  idempotencyKey: true,
  request: dto('NewAIView', {
    namespace: 'Voice.Api.AI',
    description: 'Saves how a list is looked at, under a name, and returns the view.',
    fields: { list: viewList, name: viewName, query: viewQuery, shared: viewShared },
  }),
  response: AIViewInfo,
});
