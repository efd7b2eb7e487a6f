import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id, requiredName } from '../text.ts';
import { AccountInfo } from './account-info.ts';

/** `PATCH /accounts/{accountId}` */
export const PatchAccount = operation({
  verb: 'PATCH',
  route: '/accounts/{accountId}',
  procedure: 'account.patch',
  summary: 'Renames an account and returns it.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('PatchAccount', {
    namespace: 'Voice.Api.Accounts',
    description: 'Renames an account and returns it.',
    fields: {
      accountId: field(id, {
        description: 'Account to change.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
      name: field(requiredName().optional(), {
        description: 'New name: at most 200 characters, on one line. Left out, it stays.',
        example: 'Northwind Dental Care',
      }),
    },
  }),
  response: AccountInfo,
});
