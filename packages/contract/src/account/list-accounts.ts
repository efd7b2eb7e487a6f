import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { singleLineText } from '../text.ts';
import { AccountInfo } from './account-info.ts';

/** `GET /accounts` */
export const ListAccounts = operation({
  verb: 'GET',
  route: '/accounts',
  procedure: 'account.list',
  summary: 'Returns accounts page by page, newest first.',
  access: systemAdministrator,
  request: dto('ListAccounts', {
    namespace: 'Voice.Api.Accounts',
    description: 'Returns accounts page by page, newest first.',
    extends: listRequest(AccountInfo),
    fields: {
      text: field(singleLineText().optional(), {
        description: 'Only accounts whose name contains this text, in any case.',
        example: 'dental',
      }),
    },
  }),
  response: listResponse(AccountInfo),
});
