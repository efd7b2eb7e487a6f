import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { managers, operation } from '../operation.ts';
import { optionalId, singleLineText } from '../text.ts';
import { RequestAuthTokenResult } from './request-auth-token-result.ts';

/** `GET /auth/token` */
export const RequestAuthToken = operation({
  verb: 'GET',
  route: '/auth/token',
  procedure: 'auth.token',
  summary: 'Returns a token that signs in for fifteen minutes: as the caller, or as a user whom they manage.',
  access: managers,
  agents: false,
  request: dto('RequestAuthToken', {
    namespace: 'Voice.Api.Authentication',
    description:
      'Returns a token that signs in for fifteen minutes: as the caller, or as a user whom they manage.',
    fields: {
      userEmailAddress: field(singleLineText(320).optional(), {
        description: 'User to sign in as, by e-mail address. Left out with UserId, the caller.',
        example: 'ben@example.com',
      }),
      userId: field(optionalId, {
        description: 'User to sign in as, by id.',
        example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
      }),
    },
  }),
  response: RequestAuthTokenResult,
});
