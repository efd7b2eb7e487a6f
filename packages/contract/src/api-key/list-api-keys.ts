import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, signedIn } from '../operation.ts';
import { optionalId } from '../text.ts';
import { ApiKeyInfo } from './api-key-info.ts';

/** `GET /api-keys` */
export const ListApiKeys = operation({
  verb: 'GET',
  route: '/api-keys',
  procedure: 'apiKey.list',
  summary: 'Returns API keys page by page, newest first: a system administrator sees all, others their own.',
  access: signedIn,
  agents: false,
  request: dto('ListApiKeys', {
    namespace: 'Voice.Api.Authentication',
    description:
      'Returns API keys page by page, newest first: a system administrator sees all, others their own.',
    extends: listRequest(ApiKeyInfo),
    fields: {
      userId: field(optionalId, {
        description: 'Only keys of this user. Only a system administrator may name others.',
        example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
      }),
    },
  }),
  response: listResponse(ApiKeyInfo),
});
