import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { listResponse } from '../list.ts';
import { operation, signedIn } from '../operation.ts';
import { optionalId } from '../text.ts';
import { AgentGrantInfo } from './agent-grant-info.ts';

/** `GET /auth/agents` */
export const ListAgentGrants = operation({
  verb: 'GET',
  route: '/auth/agents',
  procedure: 'auth.agents',
  summary: 'Returns the agents that a user has let in by OAuth, newest first, at most 200.',
  access: signedIn,
  agents: false,
  request: dto('ListAgentGrants', {
    namespace: 'Voice.Api.Authentication',
    description: 'Returns the agents that a user has let in by OAuth, newest first, at most 200.',
    fields: {
      userId: field(optionalId, {
        description:
          'User who let them in. Left out, the caller. Only a system administrator may name others.',
        example: '019dc3ee-70b2-7a55-9c1d-2f4f7c0d3b19',
      }),
    },
  }),
  response: listResponse(AgentGrantInfo),
});
