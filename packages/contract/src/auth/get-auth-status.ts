import { dto } from '../dto.ts';
import { everyone, operation } from '../operation.ts';
import { UserInfo } from './user-info.ts';

/** `GET /auth/status` */
export const GetAuthStatus = operation({
  verb: 'GET',
  route: '/auth/status',
  alsoOn: [{ verb: 'POST', route: '/auth/status' }],
  procedure: 'auth.status',
  summary: 'Tells who the caller is and what they may work on. Answers also when nobody is signed in.',
  access: everyone,
  request: dto('GetAuthStatus', {
    namespace: 'Voice.Api.Authentication',
    description: 'Tells who the caller is and what they may work on. Answers also when nobody is signed in.',
    fields: {},
  }),
  response: UserInfo,
});
