import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, signedIn } from '../operation.ts';
import { id } from '../text.ts';
import { ApiKeyInfo } from './api-key-info.ts';

/** `GET /api-keys/{apiKeyId}` */
export const GetApiKey = operation({
  verb: 'GET',
  route: '/api-keys/{apiKeyId}',
  procedure: 'apiKey.get',
  summary: 'Returns one API key: a system administrator sees all, others their own.',
  access: signedIn,
  agents: false,
  request: dto('GetApiKey', {
    namespace: 'Voice.Api.Authentication',
    description: 'Returns one API key: a system administrator sees all, others their own.',
    fields: {
      apiKeyId: field(id, { description: 'Key to return.', example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10' }),
    },
  }),
  response: ApiKeyInfo,
});
