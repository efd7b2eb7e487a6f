import { dto } from '../dto.ts';
import { operation, signedIn } from '../operation.ts';
import { ApiKeyInfo } from './api-key-info.ts';
import { keyFilters } from './key-filters.ts';

/** `GET /api-keys/export` */
export const ExportApiKeys = operation({
  verb: 'GET',
  route: '/api-keys/export',
  procedure: 'apiKey.export',
  summary:
    'Returns all matching API keys, newest first, in one answer of any length: a system administrator gets all, others their own.',
  access: signedIn,
  agents: false,
  streams: true,
  request: dto('ExportApiKeys', {
    namespace: 'Voice.Api.Authentication',
    description:
      'Returns all matching API keys, newest first, in one answer of any length: a system administrator gets all, others their own.',
    fields: keyFilters,
  }),
  response: ApiKeyInfo,
});
