import { UserInfo } from '../auth/user-info.ts';
import { dto } from '../dto.ts';
import { managers, operation } from '../operation.ts';
import { userFilters } from './user-filters.ts';

/** `GET /users/export` */
export const ExportUsers = operation({
  verb: 'GET',
  route: '/users/export',
  procedure: 'user.export',
  summary:
    'Returns all matching users, newest first, in one answer of any length. A Manager gets those of their own accounts.',
  access: managers,
  agents: false,
  streams: true,
  request: dto('ExportUsers', {
    namespace: 'Voice.Api.Authentication',
    description:
      'Returns all matching users, newest first, in one answer of any length. A Manager gets those of their own accounts.',
    fields: userFilters,
  }),
  response: UserInfo,
});
