import { dto } from '../dto.ts';
import { exampleOf } from '../example.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, proposers } from '../operation.ts';
import { AISessionInfo } from './ai-session-info.ts';
import { AISessionRow } from './ai-session-row.ts';
import { sessionFilters } from './session-filters.ts';

/** `GET /ai/sessions` */
export const ListAISessions = operation({
  verb: 'GET',
  route: '/ai/sessions',
  procedure: 'session.list',
  summary: 'Returns AI sessions page by page, newest first.',
  access: proposers,
  request: dto('ListAISessions', {
    namespace: 'Voice.Api.AI',
    description: 'Returns AI sessions page by page, newest first.',
    extends: listRequest(AISessionInfo),
    fields: {
      ...sessionFilters,
    },
  }),
  response: listResponse(AISessionInfo),
  // Lists leave out the actions and the log.
  exampleAnswer: { items: [exampleOf(AISessionRow.type)] },
});
