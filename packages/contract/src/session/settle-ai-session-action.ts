import { dto, enumeration } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { actionPath, noteField } from './action-fields.ts';
import { AISessionInfo } from './ai-session-info.ts';

/** What became of a call whose answer is missing. */
const AISessionActionSettlement = enumeration('AISessionActionSettlement', {
  namespace: 'Voice.Api.AI',
  description:
    'What became of a call whose answer is missing: Applied when it took effect, NotApplied when it did not.',
  values: ['Applied', 'NotApplied'],
});

/** `POST /ai/sessions/{sessionId}/actions/{actionId}/settlement` */
export const SettleAISessionAction = operation({
  verb: 'POST',
  route: '/ai/sessions/{sessionId}/actions/{actionId}/settlement',
  procedure: 'session.settleAction',
  summary: 'Says what became of an action in doubt, and returns the session.',
  access: systemAdministrator,
  idempotencyKey: true,
  preconditions: true,
  strict: true,
  request: dto('SettleAISessionAction', {
    namespace: 'Voice.Api.AI',
    description:
      'Says what became of an action in doubt, or of one that failed and may have taken effect all the same, and returns the session.',
    fields: {
      ...actionPath,
      settlement: field(AISessionActionSettlement, { description: 'What is known now.', example: 'Applied' }),
      note: noteField,
    },
  }),
  response: AISessionInfo,
});
