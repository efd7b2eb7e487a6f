import { dto } from '../dto.ts';
import { exampleOf } from '../example.ts';
import { operation, proposers } from '../operation.ts';
import { actionPath, proposalFields } from './action-fields.ts';
import { AISessionActionVersion } from './ai-session-action-version.ts';
import { AISessionInfo } from './ai-session-info.ts';
import { queuedAction, sessionWith } from './answer-examples.ts';

/** `PATCH /ai/sessions/{sessionId}/actions/{actionId}` */
export const PatchAISessionAction = operation({
  verb: 'PATCH',
  route: '/ai/sessions/{sessionId}/actions/{actionId}',
  procedure: 'session.patchAction',
  summary: 'Corrects an action of an AI session and returns the session; what it was before stays readable.',
  access: proposers,
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
  exampleAnswer: sessionWith({
    ...queuedAction,
    earlierVersions: [exampleOf(AISessionActionVersion.type)],
  }),
});
