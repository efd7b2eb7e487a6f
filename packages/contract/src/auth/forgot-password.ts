import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { everyone, operation } from '../operation.ts';
import { requiredName } from '../text.ts';

/** `POST /auth/forgot-password` */
export const ForgotPassword = operation({
  verb: 'POST',
  route: '/auth/forgot-password',
  procedure: 'auth.forgotPassword',
  summary:
    'Mails a link with which a user sets a new password. The answer does not tell whether there is one.',
  access: everyone,
  agents: true,
  request: dto('ForgotPassword', {
    namespace: 'Voice.Api.Authentication',
    description:
      'Mails a link with which a user sets a new password. The answer does not tell whether there is one.',
    fields: {
      emailAddress: field(requiredName(320), {
        description: 'E-mail address of the user who cannot sign in.',
        example: 'ann@example.com',
      }),
    },
  }),
  response: undefined,
});
