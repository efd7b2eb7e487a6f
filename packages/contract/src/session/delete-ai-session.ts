import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';

/** `DELETE /ai/sessions/{sessionId}` */
export const DeleteAISession = operation({
  verb: 'DELETE',
  route: '/ai/sessions/{sessionId}',
  procedure: 'session.delete',
  summary: 'Discards an AI session: it is no longer found or listed.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('DeleteAISession', {
    namespace: 'Voice.Api.AI',
    description: 'Discards an AI session: it is no longer found or listed.',
    fields: {
      sessionId: field(id, {
        description: 'Session to discard.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
    },
  }),
  response: undefined,
});
