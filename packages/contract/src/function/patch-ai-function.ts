import { dto } from '../dto.ts';
import { optional } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIFunctionInfo } from './ai-function-info.ts';
import { essentialFields, functionFields, functionPath } from './function-fields.ts';

/** `PATCH /ai/functions/{functionId}` */
export const PatchAIFunction = operation({
  verb: 'PATCH',
  route: '/ai/functions/{functionId}',
  procedure: 'function.patch',
  summary: 'Changes a function of the catalogue and returns it. What is left out stays.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('PatchAIFunction', {
    namespace: 'Voice.Api.AI',
    description: 'Changes a function of the catalogue and returns it. What is left out stays.',
    fields: {
      ...functionPath,
      name: optional(essentialFields.name),
      title: optional(essentialFields.title),
      url: optional(essentialFields.url),
      ...functionFields,
    },
  }),
  response: AIFunctionInfo,
});
