import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listResponse } from '../list.ts';
import { operation, signedIn } from '../operation.ts';
import { optionalId } from '../text.ts';
import { BrowserSessionInfo } from './browser-session-info.ts';

/** `GET /auth/sessions` */
export const ListBrowserSessions = operation({
  verb: 'GET',
  route: '/auth/sessions',
  procedure: 'auth.sessions',
  summary: 'Returns the sign-ins of a user that have not ended, newest first, at most 200.',
  access: signedIn,
  agents: false,
  request: dto('ListBrowserSessions', {
    namespace: 'Voice.Api.Authentication',
    description: 'Returns the sign-ins of a user that have not ended, newest first, at most 200.',
    fields: {
      userId: field(optionalId, {
        description:
          'User whose sign-ins these are. Left out, the caller. Only a system administrator may name others.',
        example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
      }),
    },
  }),
  response: listResponse(BrowserSessionInfo),
});
