import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { allOf, operation } from '../operation.ts';
import { id } from '../text.ts';

/** What a check of an account found. */
const CheckAccountResponse = dto('CheckAccountResponse', {
  namespace: 'Voice.Api.Accounts',
  description: 'What a check of an account found.',
  fields: {
    message: field(z.string(), {
      description: 'What is wrong with the account, in sentences; that nothing is, when nothing is.',
      example: 'The account is in order.',
    }),
  },
});

/** `POST /accounts/{accountId}/check` */
export const CheckAccount = operation({
  verb: 'POST',
  route: '/accounts/{accountId}/check',
  procedure: 'account.check',
  summary:
    'Checks whether what is set of an account goes together. Nothing is changed, and nobody else is asked.',
  access: allOf('SystemAdministrator'),
  request: dto('CheckAccount', {
    namespace: 'Voice.Api.Accounts',
    description:
      'Checks whether what is set of an account goes together. Nothing is changed, and nobody else is asked.',
    fields: {
      accountId: field(id, {
        description: 'Account to check.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
    },
  }),
  response: CheckAccountResponse,
});
