import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, signedIn } from '../operation.ts';
import { id } from '../text.ts';
import { ApiKeyInfo } from './api-key-info.ts';

/** `DELETE /api-keys/{apiKeyId}` */
export const RevokeApiKey = operation({
  verb: 'DELETE',
  route: '/api-keys/{apiKeyId}',
  procedure: 'apiKey.revoke',
  summary: 'Revokes an API key for good and returns it. It stops working at once.',
  access: signedIn,
  preconditions: true,
  request: dto('RevokeApiKey', {
    namespace: 'Voice.Api.Authentication',
    description: 'Revokes an API key for good and returns it. It stops working at once.',
    fields: {
      apiKeyId: field(id, { description: 'Key to revoke.', example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10' }),
    },
  }),
  response: ApiKeyInfo,
});
