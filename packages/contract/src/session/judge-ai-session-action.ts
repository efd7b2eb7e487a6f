import { dto, enumeration } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { actionPath, reasonField } from './action-fields.ts';
import { AISessionInfo } from './ai-session-info.ts';
import { queuedAction, sessionWith } from './answer-examples.ts';

/** What a reviewer decides on an action. */
const AISessionActionJudgement = enumeration('AISessionActionJudgement', {
  namespace: 'Voice.Api.AI',
  description:
    'What a reviewer decides: Accepted to carry it out, Refused never to, Returned to the agent for correction, Queued to take a judgement back.',
  values: ['Accepted', 'Refused', 'Returned', 'Queued'],
});

/** `POST /ai/sessions/{sessionId}/actions/{actionId}/judgement` */
export const JudgeAISessionAction = operation({
  verb: 'POST',
  route: '/ai/sessions/{sessionId}/actions/{actionId}/judgement',
  procedure: 'session.judgeAction',
  summary: 'Accepts, refuses or returns an action of an AI session, and returns the session.',
  access: systemAdministrator,
  idempotencyKey: true,
  preconditions: true,
  strict: true,
  request: dto('JudgeAISessionAction', {
    namespace: 'Voice.Api.AI',
    description: 'Accepts, refuses or returns an action of an AI session, and returns the session.',
    fields: {
      ...actionPath,
      judgement: field(AISessionActionJudgement, { description: 'What is decided.', example: 'Refused' }),
      reason: reasonField('Why, for whoever reads it later. Needed for Refused and Returned.'),
    },
  }),
  response: AISessionInfo,
  exampleAnswer: sessionWith({
    ...queuedAction,
    canBeApplied: false,
    state: 'Refused',
    reason: 'The name does not match the contract',
    judgedBy: 'mara.lindqvist@example.com',
    dateJudged: '2026-03-02T09:19:55.310Z',
  }),
});
