import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id, multilineText, requiredName } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';

const NAME_MAXIMUM = 200;
const ARGUMENTS_MAXIMUM = 65_536;
const DESCRIPTION_MAXIMUM = 2_000;

/** A JSON object as text, kept as it was sent. */
const argumentsText = z
  .string()
  .max(ARGUMENTS_MAXIMUM, `must be ${ARGUMENTS_MAXIMUM} characters or fewer.`)
  .refine(isJsonObject, {
    message: 'must be a JSON object, as text: {"name":"value"}.',
    params: { errorCode: 'InvalidValue' },
  });

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) && isStorable(text);
  } catch {
    return false;
  }
}

/** What PostgreSQL can hold: no half of a surrogate pair. JSON allows no raw NUL. */
function isStorable(text: string): boolean {
  return text.isWellFormed();
}

/** `POST /ai/sessions/{sessionId}/actions` */
export const NewAISessionAction = operation({
  verb: 'POST',
  route: '/ai/sessions/{sessionId}/actions',
  procedure: 'session.queueAction',
  summary: 'Queues an action in an AI session, after those that are there, and returns the session.',
  access: systemAdministrator,
  agents: true,
  idempotencyKey: true,
  request: dto('NewAISessionAction', {
    namespace: 'Voice.Api.AI',
    description: 'Queues an action in an AI session, after those that are there, and returns the session.',
    fields: {
      sessionId: field(id, {
        description: 'Session to queue it in.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      functionName: field(requiredName(NAME_MAXIMUM), {
        description: `Function to call: at most ${NAME_MAXIMUM} characters.`,
        example: 'renameAccount',
      }),
      arguments: field(argumentsText.optional(), {
        description: 'Arguments of the call: a JSON object, as text of at most 65,536 characters.',
        example: '{"accountId":"019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42","name":"Northwind Dental Care"}',
      }),
      description: field(multilineText(DESCRIPTION_MAXIMUM).optional(), {
        description: `What the action does, for the people who review it: at most ${DESCRIPTION_MAXIMUM.toLocaleString('en')} characters.`,
        example: 'Rename the account to the name on the contract',
      }),
    },
  }),
  response: AISessionInfo,
});
