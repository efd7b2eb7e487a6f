import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, proposers } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionRunInfo } from './ai-session-run-info.ts';

/** `GET /ai/sessions/{sessionId}/runs` */
export const ListAISessionRuns = operation({
  verb: 'GET',
  route: '/ai/sessions/{sessionId}/runs',
  procedure: 'session.runs',
  summary: 'Returns the runs of an AI session, newest first.',
  access: proposers,
  request: dto('ListAISessionRuns', {
    namespace: 'Voice.Api.AI',
    description: 'Returns the runs of an AI session, newest first.',
    extends: listRequest(AISessionRunInfo),
    fields: {
      sessionId: field(id, {
        description: 'Session whose runs are wanted.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
    },
  }),
  response: listResponse(AISessionRunInfo),
});
