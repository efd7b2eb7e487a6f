import { dto } from '../dto.ts';
import { operation, proposers } from '../operation.ts';
import { AISessionRow } from './ai-session-row.ts';
import { sessionFilters } from './session-filters.ts';

/** `GET /ai/sessions/export` */
export const ExportAISessions = operation({
  verb: 'GET',
  route: '/ai/sessions/export',
  procedure: 'session.export',
  summary: 'Returns all matching AI sessions, newest first, in one answer of any length.',
  access: proposers,
  streams: true,
  request: dto('ExportAISessions', {
    namespace: 'Voice.Api.AI',
    description: 'Returns all matching AI sessions, newest first, in one answer of any length.',
    fields: sessionFilters,
  }),
  response: AISessionRow,
});
