import { dto } from '../dto.ts';
import { operation, proposers } from '../operation.ts';
import { AIRunRow } from './ai-run-row.ts';
import { runFilters } from './run-filters.ts';

/** `GET /ai/runs/export` */
export const ExportAIRuns = operation({
  verb: 'GET',
  route: '/ai/runs/export',
  procedure: 'run.export',
  summary: 'Returns all matching runs of AI sessions, newest first, in one answer of any length.',
  access: proposers,
  streams: true,
  request: dto('ExportAIRuns', {
    namespace: 'Voice.Api.AI',
    description: 'Returns all matching runs of AI sessions, newest first, in one answer of any length.',
    fields: runFilters,
  }),
  response: AIRunRow,
});
