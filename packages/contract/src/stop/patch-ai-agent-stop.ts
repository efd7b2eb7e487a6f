import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { stopFields } from './stop-fields.ts';
import { AIStopInfo } from './stop-info.ts';

/** `PATCH /ai/applying/agents/{agentId}` */
export const PatchAIAgentStop = operation({
  verb: 'PATCH',
  route: '/ai/applying/agents/{agentId}',
  procedure: 'applying.patchAgent',
  summary:
    'Stops an agent: it proposes nothing, and nothing that it has proposed is applied. Or lets it go on.',
  access: systemAdministrator,
  strict: true,
  request: dto('PatchAIAgentStop', {
    namespace: 'Voice.Api.AI',
    description:
      'Stops an agent: it proposes nothing, and nothing that it has proposed is applied. Or lets it go on. It can read, and withdraw what it has proposed.',
    fields: {
      agentId: field(id, {
        description:
          'API key of the agent, or its grant when it was let in by OAuth; or a user to stop whatever works in their name.',
        example: '019dc3f4-9d10-7a0c-b1a2-6c5d4e3f2a10',
      }),
      ...stopFields,
    },
  }),
  response: AIStopInfo,
});
