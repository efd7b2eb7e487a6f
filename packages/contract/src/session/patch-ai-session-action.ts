import { dto } from '../dto.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { actionPath, proposalFields } from './action-fields.ts';
import { AISessionInfo } from './ai-session-info.ts';

/** `PATCH /ai/sessions/{sessionId}/actions/{actionId}` */
export const PatchAISessionAction = operation({
  verb: 'PATCH',
  route: '/ai/sessions/{sessionId}/actions/{actionId}',
  procedure: 'session.patchAction',
  summary: 'Corrects an action of an AI session and returns the session; what it was before stays readable.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('PatchAISessionAction', {
    namespace: 'Voice.Api.AI',
    description:
      'Corrects an action of an AI session and returns the session; what it was before stays readable.',
    fields: {
      ...actionPath,
      arguments: proposalFields.arguments,
      description: proposalFields.description,
    },
  }),
  response: AISessionInfo,
});
