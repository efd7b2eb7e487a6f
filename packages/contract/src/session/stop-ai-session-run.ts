import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionRunInfo } from './ai-session-run-info.ts';

/** `POST /ai/sessions/{sessionId}/runs/{runId}/stop` */
export const StopAISessionRun = operation({
  verb: 'POST',
  route: '/ai/sessions/{sessionId}/runs/{runId}/stop',
  procedure: 'session.stopRun',
  summary: 'Stops a run of an AI session after the call that is under way, and returns the run.',
  access: systemAdministrator,
  idempotencyKey: true,
  strict: true,
  request: dto('StopAISessionRun', {
    namespace: 'Voice.Api.AI',
    description: 'Stops a run of an AI session after the call that is under way, and returns the run.',
    fields: {
      sessionId: field(id, {
        description: 'Session of the run.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      runId: field(id, { description: 'Run to stop.', example: '019dc3f6-71c2-7f06-9e3d-5a4b3c2d1e0f' }),
    },
  }),
  response: AISessionRunInfo,
});
