import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { apiKeyFields } from './api-key-info.ts';

/** A new API key with its secret. */
export const NewApiKeyResult = dto('NewApiKeyResult', {
  namespace: 'Voice.Api.Authentication',
  description: 'A new API key. The key itself is in no other answer.',
  fields: {
    key: field(z.string(), {
      description: 'The key: send it as Authorization: Bearer. It cannot be shown again.',
      example: 'ais_Zt0x5m5cC1kq2nq0fYb8m2oWm0h1d7s3yq9r4v6w8xA',
    }),
    ...apiKeyFields,
  },
});

/** The value of a {@link NewApiKeyResult}. */
export type NewApiKeyResult = Value<typeof NewApiKeyResult>;
