import { dto } from '../dto.ts';
import { operation, signedIn } from '../operation.ts';
import { accountFilters } from './account-filters.ts';
import { AccountInfo } from './account-info.ts';

/** `GET /accounts/export` */
export const ExportAccounts = operation({
  verb: 'GET',
  route: '/accounts/export',
  procedure: 'account.export',
  summary:
    'Returns all matching accounts that the caller may work on, newest first, in one answer of any length.',
  access: signedIn,
  streams: true,
  request: dto('ExportAccounts', {
    namespace: 'Voice.Api.Accounts',
    description:
      'Returns all matching accounts that the caller may work on, newest first, in one answer of any length.',
    fields: accountFilters,
  }),
  response: AccountInfo,
});
