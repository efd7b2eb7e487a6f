import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { id } from '../text.ts';
import { AISessionReview } from './ai-session-review.ts';

/** A day: nobody remembers values for longer. */
const MAX_AGE_SECONDS = 86_400;

/** `GET /ai/sessions/{sessionId}/review` */
export const ReviewAISession = operation({
  verb: 'GET',
  route: '/ai/sessions/{sessionId}/review',
  procedure: 'session.review',
  summary:
    'Opens an AI session for review: what each action does, the values it changes as they are now, and the ETag to apply it with.',
  access: systemAdministrator,
  request: dto('ReviewAISession', {
    namespace: 'Voice.Api.AI',
    description:
      'Opens an AI session for review: what each action does, the values it changes as they are now, and the ETag to apply it with.',
    fields: {
      sessionId: field(id, {
        description: 'Session to review.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      maxAgeSeconds: field(
        z
          .int()
          .min(0, 'must be 0 or more.')
          .max(MAX_AGE_SECONDS, `must be ${MAX_AGE_SECONDS} or less.`)
          .optional(),
        {
          description:
            'Takes current values, and to whom objects belong, as a review of this session found them at most so long ago, instead of asking for all of them again: for whoever has seen them and reads what was judged since. 0 or nothing asks for all.',
          example: 60,
          default: 0,
        },
      ),
    },
  }),
  response: AISessionReview,
});
