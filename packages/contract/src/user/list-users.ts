import { UserInfo } from '../auth/user-info.ts';
import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { managers, operation } from '../operation.ts';
import { userFilters } from './user-filters.ts';

/** `GET /users` */
export const ListUsers = operation({
  verb: 'GET',
  route: '/users',
  procedure: 'user.list',
  summary: 'Returns users page by page, newest first. A Manager sees those of their own accounts.',
  access: managers,
  agents: false,
  request: dto('ListUsers', {
    namespace: 'Voice.Api.Authentication',
    description: 'Returns users page by page, newest first. A Manager sees those of their own accounts.',
    extends: listRequest(UserInfo),
    fields: userFilters,
  }),
  response: listResponse(UserInfo),
});
