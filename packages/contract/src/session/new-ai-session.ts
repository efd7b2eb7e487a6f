import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, proposers } from '../operation.ts';
import { optionalId } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';
import { sessionWith } from './answer-examples.ts';
import { newSessionFields } from './session-fields.ts';

/** `POST /ai/sessions` */
export const NewAISession = operation({
  verb: 'POST',
  route: '/ai/sessions',
  procedure: 'session.create',
  summary: 'Opens an AI session and returns it.',
  access: proposers,
  idempotencyKey: true,
  request: dto('NewAISession', {
    namespace: 'Voice.Api.AI',
    description: 'Opens an AI session and returns it.',
    fields: {
      accountId: field(optionalId, {
        description: 'Account to work on; it must exist. Leave it out for a session on the whole platform.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
      ...newSessionFields,
    },
  }),
  response: AISessionInfo,
  exampleAnswer: { ...sessionWith(), dateLastModified: '2026-03-02T09:14:05.120Z' },
});
