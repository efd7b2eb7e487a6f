import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { givenInstant, optionalId, singleLineText } from '../text.ts';
import { LoggedRequestInfo } from './logged-request-info.ts';

const description =
  'Returns requests to the API as they were written down, page by page, newest first; a second or so after they were answered. Totals are left out, as with SimplifiedPaging.';

/** `GET /requests` */
export const ListRequests = operation({
  verb: 'GET',
  route: '/requests',
  procedure: 'request.list',
  summary: description,
  access: systemAdministrator,
  agents: false,
  request: dto('ListRequests', {
    namespace: 'Voice.Api.Requests',
    description,
    extends: listRequest(LoggedRequestInfo),
    fields: {
      requestId: field(singleLineText(64).optional(), {
        description: 'Only this request, as in the header X-Request-Id of its answer.',
        example: 'a5f1c8d2-7b3e-4f90-8c1d-2e3f4a5b6c7d',
      }),
      userId: field(optionalId, {
        description: 'Only requests of this user, with whatever key.',
        example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
      }),
      apiKeyId: field(optionalId, {
        description: 'Only requests with this key.',
        example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10',
      }),
      agentGrantId: field(optionalId, {
        description: 'Only requests of the agent with this grant.',
        example: '019dc3f4-b7c1-7d20-8e4f-1a2b3c4d5e6f',
      }),
      operation: field(singleLineText(100).optional(), {
        description: 'Only calls of this operation.',
        example: 'PatchAISession',
      }),
      code: field(singleLineText(100).optional(), {
        description: 'Only what failed with this code.',
        example: 'Forbidden',
      }),
      failed: field(z.boolean().optional(), {
        description: 'Only what failed, or only what did not. Left out, both.',
        example: false,
      }),
      from: field(givenInstant, {
        description: 'Only requests that began at this instant or later: ISO 8601 with its zone.',
        example: '2026-03-02T00:00:00.000Z',
      }),
      until: field(givenInstant, {
        description: 'Only requests that began before this instant: ISO 8601 with its zone.',
        example: '2026-03-03T00:00:00.000Z',
      }),
    },
  }),
  response: listResponse(LoggedRequestInfo),
});
