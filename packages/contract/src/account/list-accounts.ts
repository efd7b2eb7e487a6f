import { dto } from '../dto.ts';
import { listRequest, listResponse } from '../list.ts';
import { operation, signedIn } from '../operation.ts';
import { accountFilters } from './account-filters.ts';
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
    fields: accountFilters,
  }),
  response: listResponse(AccountInfo),
});
