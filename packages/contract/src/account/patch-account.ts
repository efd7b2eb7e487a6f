import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { allOf, operation } from '../operation.ts';
import { id, requiredName, singleLineText } from '../text.ts';
import { accountFields, twilioFields } from './account-fields.ts';
import { AccountInfo } from './account-info.ts';

/** `PATCH /accounts/{accountId}` */
export const PatchAccount = operation({
  verb: 'PATCH',
  route: '/accounts/{accountId}',
  procedure: 'account.patch',
  summary: 'Changes an account and returns it. What is left out stays.',
  access: allOf('SystemAdministrator'),
  preconditions: true,
  request: dto('PatchAccount', {
    namespace: 'Voice.Api.Accounts',
    description: 'Changes an account and returns it. What is left out stays.',
    fields: {
      accountId: field(id, {
        description: 'Account to change.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
      name: field(requiredName().optional(), {
        description: 'New name: at most 200 characters, on one line. Left out, it stays.',
        example: 'Northwind Dental Care',
      }),
      ...accountFields,
      ...twilioFields,
      trustHubProfileSid: field(singleLineText(100).optional(), {
        description: 'SID of its TrustHub profile. Empty text for none.',
        example: 'BU0123456789abcdef0123456789abcdef',
      }),
    },
  }),
  response: AccountInfo,
});
