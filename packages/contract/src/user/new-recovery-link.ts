import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { RecoveryLink } from './recovery-link.ts';

/** `POST /users/{userId}/recovery-link` */
export const NewRecoveryLink = operation({
  verb: 'POST',
  route: '/users/{userId}/recovery-link',
  procedure: 'user.newRecoveryLink',
  summary:
    'Makes a link with which a user sets a new password, to be handed to them. It works once, for an hour.',
  access: systemAdministrator,
  request: dto('NewRecoveryLink', {
    namespace: 'Voice.Api.Authentication',
    description:
      'Makes a link with which a user sets a new password, to be handed to them. It works once, for an hour.',
    fields: {
      userId: field(id, {
        description: 'User who cannot sign in.',
        example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
      }),
    },
  }),
  response: RecoveryLink,
});
