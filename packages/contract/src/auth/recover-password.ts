import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { everyone, operation } from '../operation.ts';
import { newPassword, requiredName, singleLineText } from '../text.ts';
import { PASSWORD_MINIMUM } from '../text-limits.ts';

/** `POST /auth/recover` */
export const RecoverPassword = operation({
  verb: 'POST',
  route: '/auth/recover',
  procedure: 'auth.recoverPassword',
  summary: 'Sets a new password with the token of a recovery link, and ends the sign-ins of the user.',
  access: everyone,
  agents: true,
  request: dto('RecoverPassword', {
    namespace: 'Voice.Api.Authentication',
    description: 'Sets a new password with the token of a recovery link, and ends the sign-ins of the user.',
    fields: {
      emailAddress: field(singleLineText(320).optional(), {
        description: 'E-mail address of the user. May be left out; when given, the link must be theirs.',
        example: 'ann@example.com',
      }),
      token: field(requiredName(), {
        description: 'Token of the link: what follows `token=` in it. It works once, for an hour.',
        example: 'q2Vb8m2oWm0h1d7s3yq9r4v6w8xAZt0x5m5cC1kq2nq',
      }),
      newPassword: field(newPassword, {
        description: `New password: ${PASSWORD_MINIMUM} characters or more.`,
        example: 'plum-tractor-violin',
      }),
    },
  }),
  response: undefined,
});
