import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { functionPath } from './function-fields.ts';

/** `DELETE /ai/functions/{functionId}` */
export const DeleteAIFunction = operation({
  verb: 'DELETE',
  route: '/ai/functions/{functionId}',
  procedure: 'function.delete',
  summary: 'Removes a function from the catalogue. Actions with it stay and can no longer be applied.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('DeleteAIFunction', {
    namespace: 'Voice.Api.AI',
    description: 'Removes a function from the catalogue. Actions with it stay and can no longer be applied.',
    fields: {
      ...functionPath,
    },
  }),
  response: undefined,
});
