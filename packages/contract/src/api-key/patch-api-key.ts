import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { ApiKeyInfo } from './api-key-info.ts';
import { limitFields } from './limit-fields.ts';

/** `PATCH /api-keys/{apiKeyId}` */
export const PatchApiKey = operation({
  verb: 'PATCH',
  route: '/api-keys/{apiKeyId}',
  procedure: 'apiKey.patch',
  summary: 'Changes the limits of an API key and returns it. They count at once.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('PatchApiKey', {
    namespace: 'Voice.Api.Authentication',
    description: 'Changes the limits of an API key and returns it. What is left out stays.',
    fields: {
      apiKeyId: field(id, { description: 'Key to change.', example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10' }),
      ...limitFields,
    },
  }),
  response: ApiKeyInfo,
});
