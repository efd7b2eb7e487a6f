import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, signedIn } from '../operation.ts';
import { newPassword } from '../text.ts';
import { PASSWORD_MINIMUM } from '../text-limits.ts';

/** `POST /auth/password` */
export const ChangePassword = operation({
  verb: 'POST',
  route: '/auth/password',
  procedure: 'auth.changePassword',
  summary: 'Changes the password of the caller. Ends their other sign-ins.',
  access: signedIn,
  request: dto('ChangePassword', {
    namespace: 'Voice.Api.Authentication',
    description: 'Changes the password of the caller. Ends their other sign-ins.',
    fields: {
      currentPassword: field(z.string().max(1_000, 'must be 1000 characters or fewer.'), {
        description: 'Password of the caller until now.',
        example: 'correct horse battery',
      }),
      newPassword: field(newPassword, {
        description: `New password: ${PASSWORD_MINIMUM} characters or more.`,
        example: 'plum-tractor-violin',
      }),
    },
  }),
  response: undefined,
});
