import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, proposers } from '../operation.ts';
import { singleLineText } from '../text.ts';
import { AIFunctionInfo } from './ai-function-info.ts';

/** `GET /ai/functions` */
export const ListAIFunctions = operation({
  verb: 'GET',
  route: '/ai/functions',
  procedure: 'function.list',
  summary: 'Returns the catalogue of functions page by page, newest first.',
  access: proposers,
  request: dto('ListAIFunctions', {
    namespace: 'Voice.Api.AI',
    description: 'Returns the catalogue of functions page by page, newest first.',
    extends: listRequest(AIFunctionInfo),
    fields: {
      nameFilter: field(singleLineText().optional(), {
        description: 'Only functions whose name contains this text, in any case.',
        example: 'greeting',
      }),
    },
  }),
  response: listResponse(AIFunctionInfo),
});
