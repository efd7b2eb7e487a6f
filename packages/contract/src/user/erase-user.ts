import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id, singleLineText } from '../text.ts';

/** `POST /users/{userId}/erase` */
export const EraseUser = operation({
  verb: 'POST',
  route: '/users/{userId}/erase',
  procedure: 'user.erase',
  summary: 'Erases whatever tells who a user was, for good. What they did stays, by nobody.',
  access: systemAdministrator,
  agents: false,
  strict: true,
  request: dto('EraseUser', {
    namespace: 'Voice.Api.Authentication',
    description:
      'Erases whatever tells who a user was: name, e-mail address, identities and sign-ins, also where records, runs and audit events name them. Events stay proven by their digests. It cannot be taken back, and may be repeated when it was interrupted; users who were deleted can be erased too.',
    fields: {
      userId: field(id, { description: 'User to erase.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
      emailAddress: field(singleLineText(320), {
        description: 'Their e-mail address, or the last one they had, so that nobody is erased by mistake.',
        example: 'former.employee@example.com',
      }),
    },
  }),
  response: dto('EraseUserResult', {
    namespace: 'Voice.Api.Authentication',
    description: 'What was erased.',
    fields: {
      events: field(z.int(), { description: 'Audit events of which something was erased.', example: 128 }),
      records: field(z.int(), {
        description: 'Sessions, actions, runs and other records that named them.',
        example: 41,
      }),
    },
  }),
});
