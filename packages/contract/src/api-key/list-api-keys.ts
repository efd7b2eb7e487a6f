import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, signedIn } from '../operation.ts';
import { ApiKeyInfo } from './api-key-info.ts';
import { keyFilters } from './key-filters.ts';

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
    fields: keyFilters,
  }),
  response: listResponse(ApiKeyInfo),
});
