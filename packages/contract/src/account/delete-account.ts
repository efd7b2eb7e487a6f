import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { allOf, operation } from '../operation.ts';
import { id } from '../text.ts';

/** `DELETE /accounts/{accountId}` */
export const DeleteAccount = operation({
  verb: 'DELETE',
  route: '/accounts/{accountId}',
  procedure: 'account.delete',
  summary: 'Deletes an account that no sessions, usage or other accounts refer to.',
  access: allOf('SystemAdministrator'),
  preconditions: true,
  request: dto('DeleteAccount', {
    namespace: 'Voice.Api.Accounts',
    description: 'Deletes an account that no sessions, usage or other accounts refer to.',
    fields: {
      accountId: field(id, {
        description: 'Account to delete.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
    },
  }),
  response: undefined,
});
