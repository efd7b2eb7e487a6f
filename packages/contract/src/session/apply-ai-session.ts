import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id, singleLineText } from '../text.ts';
import { AISessionInfo } from './ai-session-info.ts';

/** `POST /ai/sessions/{sessionId}/apply` */
export const ApplyAISession = operation({
  verb: 'POST',
  route: '/ai/sessions/{sessionId}/apply',
  procedure: 'session.applyActions',
  summary:
    'Applies an AI session: carries out its accepted actions in order, or all that can be while none was accepted.',
  access: systemAdministrator,
  idempotencyKey: true,
  preconditions: true,
  strict: true,
  request: dto('ApplyAISession', {
    namespace: 'Voice.Api.AI',
    description:
      'Applies an AI session: carries out its accepted actions in order, or all that can be while none was accepted.',
    fields: {
      sessionId: field(id, {
        description: 'Session to apply.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      dryRun: field(z.boolean().optional(), {
        description: 'Sends nothing; Log tells exactly what would be sent.',
        example: false,
      }),
      confirmation: field(singleLineText(320).optional(), {
        description:
          'Name of the account of the session, or platform for a session without one, typed by whoever applies it. Needed for what cannot be undone.',
        example: 'Northwind Dental',
      }),
      continueAfterFailure: field(z.boolean().optional(), {
        description: 'Goes on after an action that fails. Left out, the run stops there.',
        example: false,
      }),
    },
  }),
  response: AISessionInfo,
});
