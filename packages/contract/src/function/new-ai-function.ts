import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIFunctionInfo } from './ai-function-info.ts';
import { essentialFields, functionFields } from './function-fields.ts';

/** `POST /ai/functions` */
export const NewAIFunction = operation({
  verb: 'POST',
  route: '/ai/functions',
  procedure: 'function.create',
  summary: 'Adds a function to the catalogue and returns it.',
  access: systemAdministrator,
  request: dto('NewAIFunction', {
    namespace: 'Voice.Api.AI',
    description: 'Adds a function to the catalogue and returns it.',
    fields: {
      ...essentialFields,
      ...functionFields,
    },
  }),
  response: AIFunctionInfo,
});
