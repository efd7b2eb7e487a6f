import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, proposers } from '../operation.ts';
import { AIRunRow } from './ai-run-row.ts';
import { runFilters } from './run-filters.ts';

/** `GET /ai/runs` */
export const ListAIRuns = operation({
  verb: 'GET',
  route: '/ai/runs',
  procedure: 'run.list',
  summary: 'Returns the runs of all AI sessions page by page, newest first.',
  access: proposers,
  request: dto('ListAIRuns', {
    namespace: 'Voice.Api.AI',
    description: 'Returns the runs of all AI sessions page by page, newest first.',
    extends: listRequest(AIRunRow),
    fields: runFilters,
  }),
  response: listResponse(AIRunRow),
});
