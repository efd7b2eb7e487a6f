import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionEvidence } from './ai-session-evidence.ts';

/** `GET /ai/sessions/{sessionId}/evidence` */
export const GetAISessionEvidence = operation({
  verb: 'GET',
  route: '/ai/sessions/{sessionId}/evidence',
  procedure: 'session.evidence',
  summary: 'Returns signed evidence of a session, which can be checked without the service.',
  access: systemAdministrator,
  agents: false,
  request: dto('GetAISessionEvidence', {
    namespace: 'Voice.Api.AI',
    description:
      'Returns signed evidence of a session, discarded ones too. The answer as JSON is the file that npx @ai-sessions/verify checks: keep it as it is, to the byte.',
    fields: {
      sessionId: field(id, {
        description: 'Session to return evidence of.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
    },
  }),
  response: AISessionEvidence,
});
