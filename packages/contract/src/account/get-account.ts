import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, signedIn } from '../operation.ts';
import { id } from '../text.ts';
import { AccountInfo } from './account-info.ts';

/** `GET /accounts/{accountId}` */
export const GetAccount = operation({
  verb: 'GET',
  route: '/accounts/{accountId}',
  procedure: 'account.get',
  summary: 'Returns one account.',
  access: signedIn,
  request: dto('GetAccount', {
    namespace: 'Voice.Api.Accounts',
    description: 'Returns one account.',
    fields: {
      accountId: field(id, {
        description: 'Account to return.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
    },
  }),
  response: AccountInfo,
});
