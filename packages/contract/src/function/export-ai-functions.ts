import { dto } from '../dto.ts';
import { operation, proposers } from '../operation.ts';
import { AIFunctionInfo } from './ai-function-info.ts';
import { functionFilters } from './function-filters.ts';

/** `GET /ai/functions/export` */
export const ExportAIFunctions = operation({
  verb: 'GET',
  route: '/ai/functions/export',
  procedure: 'function.export',
  summary: 'Returns all matching functions of the catalogue, newest first, in one answer of any length.',
  access: proposers,
  streams: true,
  request: dto('ExportAIFunctions', {
    namespace: 'Voice.Api.AI',
    description:
      'Returns all matching functions of the catalogue, newest first, in one answer of any length.',
    fields: functionFilters,
  }),
  response: AIFunctionInfo,
});
