import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { instant } from '../text.ts';

/** A link with which a user sets a new password. */
export const RecoveryLink = dto('RecoveryLink', {
  namespace: 'Voice.Api.Authentication',
  description: 'A link with which a user sets a new password.',
  fields: {
    link: field(z.string(), {
      description:
        'Page on which the password is set. Only the path when the service does not know its own address.',
      example: 'https://sessions.example.com/login/recover#token=q2Vb8m2oWm0h1d7s3yq9r4v6w8xAZt0x5m5cC1kq2nq',
    }),
    token: field(z.string(), {
      description: 'Token of the link, for RecoverPassword. It works once.',
      example: 'q2Vb8m2oWm0h1d7s3yq9r4v6w8xAZt0x5m5cC1kq2nq',
    }),
    dateExpires: field(instant, {
      description: 'When the link stops working.',
      example: '2026-03-02T10:14:05.120Z',
    }),
  },
});
