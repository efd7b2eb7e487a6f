import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, proposers } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionRunInfo } from './ai-session-run-info.ts';

/** `GET /ai/sessions/{sessionId}/runs/{runId}` */
export const GetAISessionRun = operation({
  verb: 'GET',
  route: '/ai/sessions/{sessionId}/runs/{runId}',
  procedure: 'session.run',
  summary: 'Returns one run of an AI session with its steps.',
  access: proposers,
  request: dto('GetAISessionRun', {
    namespace: 'Voice.Api.AI',
    description: 'Returns one run of an AI session with its steps.',
    fields: {
      sessionId: field(id, {
        description: 'Session of the run.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      runId: field(id, { description: 'Run to return.', example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f' }),
    },
  }),
  response: AISessionRunInfo,
});
