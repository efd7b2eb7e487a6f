import { UserInfo } from '../auth/user-info.ts';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { managers, operation } from '../operation.ts';
import { id } from '../text.ts';

/** `GET /users/{userId}` */
export const GetUser = operation({
  verb: 'GET',
  route: '/users/{userId}',
  procedure: 'user.get',
  summary: 'Returns one user.',
  access: managers,
  agents: false,
  request: dto('GetUser', {
    namespace: 'Voice.Api.Authentication',
    description: 'Returns one user.',
    fields: {
      userId: field(id, { description: 'User to return.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
    },
  }),
  response: UserInfo,
});
