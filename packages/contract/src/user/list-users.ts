import { UserInfo } from '../auth/user-info.ts';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { idFilter, listRequest, listResponse, MAXIMUM_FILTER_IDS } from '../list.ts';
import { managers, operation } from '../operation.ts';
import { singleLineText } from '../text.ts';

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
    fields: {
      accountIds: field(idFilter, {
        description: `Only users who may work on one of these accounts (at most ${MAXIMUM_FILTER_IDS}).`,
        example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
      }),
      emailFilter: field(singleLineText().optional(), {
        description: 'Only users whose e-mail address contains this text, in any case.',
        example: 'example.com',
      }),
    },
  }),
  response: listResponse(UserInfo),
});
