import { z } from 'zod';
import { NewApiKeyResult } from '../api-key/new-api-key-result.ts';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { allOf, operation } from '../operation.ts';
import { id } from '../text.ts';

/** The keys that an account got for those it had. */
const RegenerateAccountTokensResponse = dto('RegenerateAccountTokensResponse', {
  namespace: 'Voice.Api.Accounts',
  description: 'The keys that an account got for those it had.',
  fields: {
    keys: field(z.array(NewApiKeyResult.schema), {
      description: 'The new keys, this once with their secrets. Empty when it had none.',
      example: [],
    }),
  },
});

/** `POST /accounts/{accountId}/tokens` */
export const RegenerateAccountTokens = operation({
  verb: 'POST',
  route: '/accounts/{accountId}/tokens',
  procedure: 'account.newTokens',
  summary:
    'Replaces the API keys that are limited to an account alone: each gets a new secret, and the old one stops working.',
  access: allOf('SystemAdministrator'),
  request: dto('RegenerateAccountTokens', {
    namespace: 'Voice.Api.Accounts',
    description:
      'Replaces the API keys that are limited to an account alone: each gets a new secret, and the old one stops working. Keys for several accounts or for all stay.',
    fields: {
      accountId: field(id, {
        description: 'Account whose keys are replaced.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
    },
  }),
  response: RegenerateAccountTokensResponse,
});
