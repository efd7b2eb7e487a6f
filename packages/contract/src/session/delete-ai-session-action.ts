import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, proposers } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';
import { sessionWith } from './answer-examples.ts';

/** `DELETE /ai/sessions/{sessionId}/actions/{actionId}` */
export const DeleteAISessionAction = operation({
  verb: 'DELETE',
  route: '/ai/sessions/{sessionId}/actions/{actionId}',
  procedure: 'session.deleteAction',
  summary: 'Drops one action of an AI session and returns the session.',
  access: proposers,
  preconditions: true,
  request: dto('DeleteAISessionAction', {
    namespace: 'Voice.Api.AI',
    description: 'Drops one action of an AI session and returns the session.',
    fields: {
      sessionId: field(id, {
        description: 'Session of the action.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      actionId: field(id, {
        description: 'Action to drop.',
        example: '019dc3f1-22b0-7f43-a5d1-1c9e0b7a6d20',
      }),
    },
  }),
  response: AISessionInfo,
  exampleAnswer: sessionWith(),
});
