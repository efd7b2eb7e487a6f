import {
  AISessionEvent,
  DIGEST_EVENT,
  exampleOf,
  type Operation,
  sessionEventTypeNames,
  sessionEventTypes,
  TEST_EVENT,
} from '@ai-sessions/contract';
import type { ParameterObject, PathItemObject } from 'openapi3-ts/oas31';
import { schemaAddress } from './content.ts';
import { typeName } from './named-types.ts';

const DIGEST = 'What waits for review, at the times that a system administrator chose.';
const TEST = 'An administrator tries the webhook: it means nothing.';

/**
 * What receivers of webhooks are sent, by the type of the event; nothing where no operation speaks of events, because a
 * document of such ones describes no webhooks either.
 */
export function webhooksOf(operations: readonly Operation[]): readonly (readonly [string, PathItemObject])[] {
  if (!operations.some(({ response }) => response === AISessionEvent)) return [];
  return [
    ...sessionEventTypeNames.map((type) => webhookOf(type, sessionEventTypes[type])),
    webhookOf(DIGEST_EVENT, DIGEST),
    webhookOf(TEST_EVENT, TEST),
  ];
}

const header = (name: string, description: string, example: string): ParameterObject => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string', examples: [example] },
});

const HEADERS: readonly ParameterObject[] = [
  header(
    'webhook-id',
    'The event: the same with every attempt, so that repeats can be told.',
    '019dc3f6-4a3a-7901-b2c3-d4e5f6a7b8c9',
  ),
  header('webhook-timestamp', 'When this attempt was made: seconds since 1970.', '1772443195'),
  header(
    'webhook-signature',
    'Signatures with blanks between them, one of which has to match: `v1,` and HMAC-SHA256 in base64 of `{webhook-id}.{webhook-timestamp}.{body}`, as Standard Webhooks has it.',
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  ),
];

function webhookOf(type: string, meaning: string): readonly [string, PathItemObject] {
  const operationId = `on_${type.replace('.', '_')}`;
  return [
    type,
    {
      post: {
        tags: ['Webhook'],
        operationId,
        summary: meaning,
        description: `${meaning} Sent to the webhooks that tell of it, until one answers with 2xx.`,
        security: [],
        parameters: [...HEADERS],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: schemaAddress(typeName(AISessionEvent.type)) },
              examples: { [operationId]: { value: { ...exampleOf(AISessionEvent.type), type } } },
            },
          },
        },
        responses: {
          '2XX': { description: 'It was received. The answer is not looked at.' },
          '410': { description: 'No more events are wanted: the webhook is disabled.' },
        },
      },
    },
  ];
}
