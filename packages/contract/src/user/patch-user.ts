import { z } from 'zod';
import { UserInfo } from '../auth/user-info.ts';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { managers, operation } from '../operation.ts';
import { id, optionalPassword, requiredName, singleLineText } from '../text.ts';
import { PASSWORD_MINIMUM } from '../text-limits.ts';
import { accessFields } from './access-fields.ts';

/** `PATCH /users/{userId}` */
export const PatchUser = operation({
  verb: 'PATCH',
  route: '/users/{userId}',
  procedure: 'user.patch',
  summary: 'Changes a user and returns it. What is left out stays.',
  access: managers,
  preconditions: true,
  request: dto('PatchUser', {
    namespace: 'Voice.Api.Authentication',
    description: 'Changes a user and returns it. What is left out stays.',
    fields: {
      accountIds: field(z.array(id).max(1_000, 'must name 1,000 ids or fewer.').optional(), {
        description: 'All accounts the user may work on. A Manager grants their own only.',
        example: ['019dc3ef-11aa-7d02-8c55-0d3c1b9e7a42'],
      }),
      userId: field(id, { description: 'User to change.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
      firstName: field(singleLineText().optional(), {
        description: 'Given name; empty text clears it.',
        example: 'Ben',
      }),
      lastName: field(singleLineText().optional(), {
        description: 'Family name; empty text clears it.',
        example: 'Okafor',
      }),
      newPassword: field(optionalPassword, {
        description: `New password: ${PASSWORD_MINIMUM} characters or more. Ends the browser sessions of the user.`,
        example: 'plum-tractor-violin',
      }),
      roles: field(z.array(requiredName(100)).max(50, 'must name 50 roles or fewer.').optional(), {
        description: 'All roles of the user. Only a system administrator may set them.',
        example: ['Manager'],
      }),
      ...accessFields,
      disabled: field(z.boolean().optional(), {
        description: 'Keeps the user from signing in, and ends what they had open.',
        example: false,
      }),
    },
  }),
  response: UserInfo,
});
