import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, proposers } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';

/** `GET /ai/sessions/{sessionId}` */
export const GetAISession = operation({
  verb: 'GET',
  route: '/ai/sessions/{sessionId}',
  procedure: 'session.get',
  summary: 'Returns one AI session.',
  access: proposers,
  request: dto('GetAISession', {
    namespace: 'Voice.Api.AI',
    description: 'Returns one AI session.',
    fields: {
      sessionId: field(id, {
        description: 'Session to return.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
    },
  }),
  response: AISessionInfo,
});
