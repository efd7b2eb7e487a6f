import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field, optional } from '../field.ts';
import { operation, proposers } from '../operation.ts';
import { id } from '../text.ts';
import { listOf, MAXIMUM_ACTIONS_AT_ONCE, proposalFields } from './action-fields.ts';
import { AISessionInfo } from './ai-session-info.ts';
import { queuedAction, sessionWith } from './answer-examples.ts';

/** One of several actions that are queued at once. */
export const AISessionActionProposal = dto('AISessionActionProposal', {
  namespace: 'Voice.Api.AI',
  description: 'One of several actions that are queued at once.',
  fields: proposalFields,
});

/** The value of an {@link AISessionActionProposal}. */
export type AISessionActionProposal = Value<typeof AISessionActionProposal>;

/** `POST /ai/sessions/{sessionId}/actions` */
export const NewAISessionAction = operation({
  verb: 'POST',
  route: '/ai/sessions/{sessionId}/actions',
  procedure: 'session.queueAction',
  summary: 'Queues actions in an AI session, after those that are there, and returns the session.',
  access: proposers,
  idempotencyKey: true,
  preconditions: true,
  request: dto('NewAISessionAction', {
    namespace: 'Voice.Api.AI',
    description: 'Queues actions in an AI session, after those that are there, and returns the session.',
    fields: {
      sessionId: field(id, {
        description: 'Session to queue in.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      ...proposalFields,
      functionName: {
        ...optional(proposalFields.functionName),
        description: `${proposalFields.functionName.description} Needed unless Actions is given.`,
      },
      actions: field(listOf(AISessionActionProposal.schema), {
        description: `Several actions in their order, after the one of FunctionName if that is given: at most ${MAXIMUM_ACTIONS_AT_ONCE}, all or none.`,
        example: [{ functionName: 'setSessionPurpose', arguments: '{"purpose":"Review numbers"}' }],
      }),
      once: field(z.boolean().optional(), {
        description:
          'Whether an action that the session has already, with the same function and arguments, is left as it stands instead of being queued a second time; false by default. Of agents it always is, so that a refusal holds.',
        example: true,
      }),
    },
  }),
  response: AISessionInfo,
  exampleAnswer: sessionWith(queuedAction, {
    date: '2026-03-02T09:14:05.120Z',
    id: '019dc3f1-22b1-7c0e-8d11-0f6a2b8c4e75',
    functionName: 'setSessionPurpose',
    arguments: '{"purpose":"Review numbers"}',
    canBeApplied: true,
    state: 'Queued',
    title: 'Set the purpose of this session to Review numbers',
    risk: 'Ordinary',
  }),
});
