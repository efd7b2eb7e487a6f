import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';

/** `POST /ai/sessions/{sessionId}/restore` */
export const RestoreAISession = operation({
  verb: 'POST',
  route: '/ai/sessions/{sessionId}/restore',
  procedure: 'session.restore',
  summary: 'Brings a discarded AI session back, within 30 days, and returns it.',
  access: systemAdministrator,
  idempotencyKey: true,
  strict: true,
  request: dto('RestoreAISession', {
    namespace: 'Voice.Api.AI',
    description: 'Brings a discarded AI session back, within 30 days, and returns it.',
    fields: {
      sessionId: field(id, {
        description: 'Session to bring back.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
    },
  }),
  response: AISessionInfo,
});
