import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, signedIn } from '../operation.ts';
import { givenInstant, id, optionalId, requiredName } from '../text.ts';
import { ApiKeyKind } from './api-key-info.ts';
import { limitFields } from './limit-fields.ts';
import { NewApiKeyResult } from './new-api-key-result.ts';

/** `POST /api-keys` */
export const NewApiKey = operation({
  verb: 'POST',
  route: '/api-keys',
  procedure: 'apiKey.create',
  summary: 'Makes an API key and returns it, this once with its secret.',
  access: signedIn,
  request: dto('NewApiKey', {
    namespace: 'Voice.Api.Authentication',
    description: 'Makes an API key and returns it, this once with its secret.',
    fields: {
      name: field(requiredName(100), { description: 'What the key is for.', example: 'Nightly import' }),
      userId: field(optionalId, {
        description: 'User it belongs to. Left out, the caller. Only a system administrator may name others.',
        example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
      }),
      kind: field(ApiKeyKind.optional(), {
        description:
          'What will use it; Integration when left out. An agent reads and proposes, and never decides.',
        example: 'Integration',
      }),
      roles: field(z.array(requiredName(100)).max(50, 'must name 50 roles or fewer.').optional(), {
        description: 'Roles it has, out of those of its user. Left out or empty for all of them.',
        example: ['SystemAdministrator'],
      }),
      accountIds: field(z.array(id).max(1_000, 'must name 1,000 ids or fewer.').optional(), {
        description: 'Accounts it may work on, out of those of its user. Left out or empty for all of them.',
        example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
      }),
      dateExpires: field(givenInstant, {
        description:
          'When it stops working: ISO 8601 with its zone, in the future. Left out, it does not expire.',
        example: '2027-03-02T00:00:00.000Z',
      }),
      ...limitFields,
    },
  }),
  response: NewApiKeyResult,
});
