import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, proposers } from '../operation.ts';
import { AIFunctionInfo } from './ai-function-info.ts';
import { functionFilters } from './function-filters.ts';

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
    fields: functionFilters,
  }),
  response: listResponse(AIFunctionInfo),
});
