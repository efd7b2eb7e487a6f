import { z } from 'zod';
import { dto, enumeration, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { field } from '../field.ts';
import { AIFunctionRisk } from './ai-function-risk.ts';
import { AIObjectArgument } from './ai-object-argument.ts';

const text = z.string().optional();

/** What a function calls. */
const AIFunctionTarget = enumeration('AIFunctionTarget', {
  namespace: 'Voice.Api.AI',
  description: 'What a function calls: BuiltIn changes our own data, Http sends a request to Url.',
  values: ['BuiltIn', 'Http'],
});

/** The verb of an outgoing call. */
export const AIFunctionMethod = enumeration('AIFunctionMethod', {
  namespace: 'Voice.Api.AI',
  description: 'The verb of an outgoing call.',
  values: ['POST', 'PUT', 'PATCH', 'DELETE'],
});

/** What an action may do. */
export const AIFunctionInfo = dto('AIFunctionInfo', {
  namespace: 'Voice.Api.AI',
  description:
    'What an action may do. Actions with a function that is not in the catalogue are never applied.',
  extends: EntityInfo,
  fields: {
    name: field(z.string(), { description: 'Name that actions give.', example: 'setVoicemailGreeting' }),
    description: field(text, {
      description: 'What it does, for agents and reviewers.',
      example: 'Sets the greeting that callers hear',
    }),
    title: field(z.string(), {
      description: 'Sentence that the reviewer reads, with arguments in braces.',
      example: 'Set the greeting of {extension} to {text}',
    }),
    parameters: field(z.string(), {
      description: 'JSON Schema of the arguments, as text: 2020-12 unless its $schema names an earlier one.',
      example:
        '{"type":"object","properties":{"extension":{"type":"string"},"text":{"type":"string"}},"required":["extension","text"],"additionalProperties":false}',
    }),
    risk: field(AIFunctionRisk, { description: 'How much harm a call can do.', example: 'Ordinary' }),
    accountArguments: field(z.array(z.string()), {
      description: 'Arguments that name an account: it must be that of the session.',
      example: ['accountId'],
    }),
    objectArguments: field(z.array(AIObjectArgument.schema), {
      description:
        'Arguments that name an object of an account, such as a phone number: it must be one of the account of the session.',
      example: [{ argument: 'userId', kind: 'User' }],
    }),
    accountIds: field(z.array(z.string()), {
      description: 'Accounts it may touch; all when empty.',
      example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
    }),
    judgeIds: field(z.array(z.string()), {
      description: 'Users who may judge its actions; every system administrator when empty.',
      example: ['019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19'],
    }),
    needsSecondPerson: field(z.boolean(), {
      description:
        'Whether whoever accepts one of its actions may neither apply it nor have queued or corrected it.',
      example: false,
    }),
    target: field(AIFunctionTarget, { description: 'What it calls.', example: 'Http' }),
    method: field(AIFunctionMethod.optional(), { description: 'Verb of the call.', example: 'POST' }),
    url: field(text, {
      description: 'Address of the call, with arguments in braces in its path and query.',
      example: 'https://voice.example.com/extensions/{extension}/greeting',
    }),
    headerNames: field(z.array(z.string()), {
      description: 'Names of the headers that are sent along. Their values are secret and never shown.',
      example: ['Authorization'],
    }),
    readUrl: field(text, {
      description:
        'Address that tells the current values, asked with GET: shown in the review, and used to settle a call in doubt.',
      example: 'https://voice.example.com/extensions/{extension}/greeting',
    }),
    timeoutSeconds: field(z.int(), { description: 'How long a call may take: 1 to 20.', example: 20 }),
    honoursIdempotencyKey: field(z.boolean(), {
      description:
        'Whether the target carries out a call once however often it gets its Idempotency-Key. Only then is a call that may have arrived repeated.',
      example: true,
    }),
    enabled: field(z.boolean(), { description: 'Whether actions with it may be applied.', example: true }),
    version: field(z.int(), { description: 'Counts its changes.', example: 1 }),
  },
});

/** The value of an {@link AIFunctionInfo}. */
export type AIFunctionInfo = Value<typeof AIFunctionInfo>;
