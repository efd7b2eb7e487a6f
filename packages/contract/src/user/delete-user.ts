import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { managers, operation } from '../operation.ts';
import { id } from '../text.ts';

/** `DELETE /users/{userId}` */
export const DeleteUser = operation({
  verb: 'DELETE',
  route: '/users/{userId}',
  procedure: 'user.delete',
  summary: 'Deletes a user with their keys and browser sessions. Somebody stays system administrator.',
  access: managers,
  preconditions: true,
  request: dto('DeleteUser', {
    namespace: 'Voice.Api.Authentication',
    description: 'Deletes a user with their keys and browser sessions. Somebody stays system administrator.',
    fields: {
      userId: field(id, { description: 'User to delete.', example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19' }),
    },
  }),
  response: undefined,
});
