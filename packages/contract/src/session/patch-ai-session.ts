import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';
import { queuedAction, sessionWith } from './answer-examples.ts';
import { changedSessionFields } from './session-fields.ts';

/** `PATCH /ai/sessions/{sessionId}` */
export const PatchAISession = operation({
  verb: 'PATCH',
  route: '/ai/sessions/{sessionId}',
  procedure: 'session.patch',
  summary: 'Changes the purpose of an AI session and returns the session.',
  access: systemAdministrator,
  agents: true,
  preconditions: true,
  request: dto('PatchAISession', {
    namespace: 'Voice.Api.AI',
    description: 'Changes the purpose of an AI session and returns the session.',
    fields: {
      sessionId: field(id, {
        description: 'Session to change.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      ...changedSessionFields,
    },
  }),
  response: AISessionInfo,
  exampleAnswer: {
    ...sessionWith(queuedAction),
    purpose: 'Review the billing settings and the number pool before renewal',
  },
});
