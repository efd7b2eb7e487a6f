import { z } from 'zod';
import { field } from '../field.ts';
import { jsonObjectText } from '../json-text.ts';
import { id, multilineText, requiredName, singleLineText } from '../text.ts';
import { AIFunctionMethod } from './ai-function-info.ts';
import { AIFunctionRisk } from './ai-function-risk.ts';
import { objectArguments } from './ai-object-argument.ts';

const URL_MAXIMUM = 2_000;
const TIMEOUT_MAXIMUM = 20;
const OUT_OF_BOUNDS = `must be 1 to ${TIMEOUT_MAXIMUM} seconds.`;

/** A header name of RFC 9110. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** What a header can carry: HTTP/1.1 has no more than Latin-1. */
const HEADER_VALUE = /^[\x20-\x7e\xa0-\xff]*$/;

/** Headers that every call has of its own, and those that say where a request goes and where it ends. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'idempotency-key',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The path of a function. */
export const functionPath = {
  functionId: field(id, { description: 'The function.', example: '019dc3f2-0c11-7a90-8f21-3b5a7d9e1c42' }),
} as const;

/** What a new function cannot be without. */
export const essentialFields = {
  name: field(requiredName(200), {
    description: 'Name that actions give: at most 200 characters, not that of another function.',
    example: 'setVoicemailGreeting',
  }),
  title: field(requiredName(500), {
    description: 'Sentence that the reviewer reads, with arguments in braces: at most 500 characters.',
    example: 'Set the greeting of {extension} to {text}',
  }),
  url: field(requiredName(URL_MAXIMUM), {
    description:
      'Address of the call, with arguments in braces in its path and query. The operator of the service allows the targets.',
    example: 'https://voice.example.com/extensions/{extension}/greeting',
  }),
} as const;

/** What else an administrator says of a function, all of it optional. */
export const functionFields = {
  description: field(multilineText(2_000).optional(), {
    description: 'What it does, for agents and reviewers: at most 2,000 characters.',
    example: 'Sets the greeting that callers hear',
  }),
  parameters: field(jsonObjectText.optional(), {
    description:
      'JSON Schema of the arguments, as text: 2020-12, or what its $schema names of 2019-09, draft-07 and draft-06. Left out, any JSON object will do.',
    example:
      '{"type":"object","properties":{"extension":{"type":"string"},"text":{"type":"string"}},"required":["extension","text"],"additionalProperties":false}',
  }),
  risk: field(AIFunctionRisk.optional(), {
    description: 'How much harm a call can do. Dangerous unless a new function says otherwise.',
    example: 'Ordinary',
  }),
  accountArguments: field(z.array(requiredName(200)).max(20, 'must name 20 arguments or fewer.').optional(), {
    description: 'Arguments that name an account: it must be that of the session.',
    example: ['accountId'],
  }),
  objectArguments: field(objectArguments.optional(), {
    description:
      'Arguments that name an object of an account, such as a phone number: it must be one of the account of the session.',
    example: [
      {
        argument: 'phoneNumberId',
        kind: 'PhoneNumber',
        url: 'https://voice.example.com/phoneNumbers/{phoneNumberId}',
      },
    ],
  }),
  accountIds: field(z.array(id).max(1_000, 'must name 1,000 ids or fewer.').optional(), {
    description: 'Accounts it may touch. Empty for all.',
    example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
  }),
  judgeIds: field(z.array(id).max(100, 'must name 100 users or fewer.').optional(), {
    description:
      'Users who may judge its actions, all of them system administrators: one of them has to accept an action before it is carried out. Empty for every system administrator.',
    example: ['019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19'],
  }),
  needsSecondPerson: field(z.boolean().optional(), {
    description:
      'Whether a person has to accept its actions who neither queued nor corrected them, and another one applies them; false by default.',
    example: false,
  }),
  method: field(AIFunctionMethod.optional(), {
    description: 'Verb of the call, POST by default. All but DELETE send the arguments as a JSON body.',
    example: 'POST',
  }),
  headers: field(
    z
      .record(
        z.string(),
        singleLineText(4_000).refine((value) => HEADER_VALUE.test(value), {
          message: 'must hold characters of Latin-1 only: encode others.',
          params: { errorCode: 'InvalidCharacters' },
        }),
      )
      .refine((headers) => Object.keys(headers).every((name) => HEADER_NAME.test(name)), {
        message: 'must be named like headers.',
        params: { errorCode: 'InvalidValue' },
      })
      .refine((headers) => Object.keys(headers).every((name) => !OWN_HEADERS.has(name.toLowerCase())), {
        message:
          'must not name Content-Type, Idempotency-Key, Host and others that every call has of its own.',
        params: { errorCode: 'InvalidValue' },
      })
      .refine((headers) => Object.keys(headers).length <= 20, {
        message: 'must be 20 headers or fewer.',
        params: { errorCode: 'OutOfRange' },
      })
      .optional(),
    {
      description:
        'Headers that are sent along, for instance to sign in. They are kept encrypted and never shown again.',
      example: { Authorization: 'Bearer 5f2c' },
    },
  ),
  readUrl: field(singleLineText(URL_MAXIMUM).optional(), {
    description: 'Address that tells the current values, asked with GET. Empty text for none.',
    example: 'https://voice.example.com/extensions/{extension}/greeting',
  }),
  timeoutSeconds: field(z.int().min(1, OUT_OF_BOUNDS).max(TIMEOUT_MAXIMUM, OUT_OF_BOUNDS).optional(), {
    description: `How long a call may take: 1 to ${TIMEOUT_MAXIMUM} seconds, ${TIMEOUT_MAXIMUM} by default.`,
    example: 20,
  }),
  honoursIdempotencyKey: field(z.boolean().optional(), {
    description:
      'Whether the target carries out a call once however often it gets its Idempotency-Key; false by default.',
    example: true,
  }),
  enabled: field(z.boolean().optional(), {
    description: 'Whether actions with it may be applied; true by default.',
    example: true,
  }),
} as const;
