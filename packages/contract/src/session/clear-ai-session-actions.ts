import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';
import { sessionWith } from './answer-examples.ts';

/** `DELETE /ai/sessions/{sessionId}/actions` */
export const ClearAISessionActions = operation({
  verb: 'DELETE',
  route: '/ai/sessions/{sessionId}/actions',
  procedure: 'session.clearActions',
  summary: 'Drops all actions of an AI session and returns the session.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('ClearAISessionActions', {
    namespace: 'Voice.Api.AI',
    description: 'Drops all actions of an AI session and returns the session.',
    fields: {
      sessionId: field(id, {
        description: 'Session to empty.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
    },
  }),
  response: AISessionInfo,
  exampleAnswer: sessionWith(),
});
