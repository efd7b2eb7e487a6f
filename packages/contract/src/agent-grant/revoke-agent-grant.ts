import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, signedIn } from '../operation.ts';
import { id } from '../text.ts';

const WHAT =
  'Lets an agent in no longer: its tokens stop working at once. A system administrator may do so for others.';

/** `DELETE /auth/agents/{agentGrantId}` */
export const RevokeAgentGrant = operation({
  verb: 'DELETE',
  route: '/auth/agents/{agentGrantId}',
  procedure: 'auth.revokeAgent',
  summary: WHAT,
  access: signedIn,
  request: dto('RevokeAgentGrant', {
    namespace: 'Voice.Api.Authentication',
    description: WHAT,
    fields: {
      agentGrantId: field(id, {
        description: 'Grant to revoke.',
        example: '019dc3f4-b7c1-7d20-8e4f-1a2b3c4d5e6f',
      }),
    },
  }),
  response: undefined,
});
