import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { allOf, operation } from '../operation.ts';
import { optionalId, requiredName } from '../text.ts';
import { accountFields, twilioFields } from './account-fields.ts';
import { AccountInfo } from './account-info.ts';

/** `POST /accounts` */
export const NewAccount = operation({
  verb: 'POST',
  route: '/accounts',
  procedure: 'account.create',
  summary: 'Creates an account and returns it.',
  access: allOf('SystemAdministrator'),
  idempotencyKey: true,
  request: dto('NewAccount', {
    namespace: 'Voice.Api.Accounts',
    description: 'Creates an account and returns it.',
    fields: {
      name: field(requiredName(), {
        description: 'Name of the account: at most 200 characters, on one line.',
        example: 'Northwind Dental',
      }),
      parentAccountId: field(optionalId, {
        description: 'Account above the new one; it must exist. Leave it out for an account at the top.',
        example: '019dc3ee-7f10-7b6e-a3d9-52e4c8f6b001',
      }),
      ...twilioFields,
      ...accountFields,
    },
  }),
  response: AccountInfo,
});
