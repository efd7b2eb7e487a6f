import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, signedIn } from '../operation.ts';
import { singleLineText } from '../text.ts';
import { AccountInfo } from './account-info.ts';

/** `GET /accounts` */
export const ListAccounts = operation({
  verb: 'GET',
  route: '/accounts',
  procedure: 'account.list',
  summary: 'Returns the accounts that the caller may work on, page by page, newest first.',
  access: signedIn,
  request: dto('ListAccounts', {
    namespace: 'Voice.Api.Accounts',
    description: 'Returns the accounts that the caller may work on, page by page, newest first.',
    extends: listRequest(AccountInfo),
    fields: {
      nameFilter: field(singleLineText().optional(), {
        description: 'Only accounts whose name contains this text, in any case.',
        example: 'dental',
      }),
      text: field(singleLineText().optional(), {
        description: 'The same as NameFilter, under the name that the other lists use.',
        example: 'dental',
      }),
    },
  }),
  response: listResponse(AccountInfo),
});
