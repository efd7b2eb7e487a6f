import { z } from 'zod';
import { UserInfo } from '../auth/user-info.ts';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { managers, operation } from '../operation.ts';
import { emailAddress, optionalId, optionalPassword, requiredName, singleLineText } from '../text.ts';
import { PASSWORD_MINIMUM } from '../text-limits.ts';
import { accessFields } from './access-fields.ts';

/** `POST /users` */
export const NewUser = operation({
  verb: 'POST',
  route: '/users',
  procedure: 'user.create',
  summary: 'Creates a user and returns it.',
  access: managers,
  request: dto('NewUser', {
    namespace: 'Voice.Api.Authentication',
    description: 'Creates a user and returns it.',
    fields: {
      accountId: field(optionalId, {
        description: 'Account the user may work on. A Manager must name one of their own.',
        example: '019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42',
      }),
      emailAddress: field(emailAddress, {
        description: 'E-mail address to sign in with, in any case. No two users have the same.',
        example: 'ben@example.com',
      }),
      firstName: field(singleLineText().optional(), { description: 'Given name.', example: 'Ben' }),
      lastName: field(singleLineText().optional(), { description: 'Family name.', example: 'Okafor' }),
      password: field(optionalPassword, {
        description: `Password: ${PASSWORD_MINIMUM} characters or more. Without one, the user signs in elsewhere or recovers one.`,
        example: 'plum-tractor-violin',
      }),
      roles: field(z.array(requiredName(100)).max(50, 'must name 50 roles or fewer.').optional(), {
        description: 'Roles to grant. Only a system administrator may.',
        example: ['Manager'],
      }),
      ...accessFields,
    },
  }),
  response: UserInfo,
});
