import { dto } from '../dto.ts';
import { operation, proposers } from '../operation.ts';
import { AIFunctionInfo } from './ai-function-info.ts';
import { functionPath } from './function-fields.ts';

/** `GET /ai/functions/{functionId}` */
export const GetAIFunction = operation({
  verb: 'GET',
  route: '/ai/functions/{functionId}',
  procedure: 'function.get',
  summary: 'Returns one function of the catalogue.',
  access: proposers,
  request: dto('GetAIFunction', {
    namespace: 'Voice.Api.AI',
    description: 'Returns one function of the catalogue.',
    fields: {
      ...functionPath,
    },
  }),
  response: AIFunctionInfo,
});
