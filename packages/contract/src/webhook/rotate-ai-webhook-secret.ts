import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIWebhookWithSecret } from './ai-webhook-with-secret.ts';
import { webhookPath } from './webhook-fields.ts';

/** Hours for which the secret before goes on to count, unless told otherwise. */
export const SECRET_OVERLAP_HOURS = 24;
const MAXIMUM_HOURS = 168;

/** `POST /ai/webhooks/{webhookId}/secret` */
export const RotateAIWebhookSecret = operation({
  verb: 'POST',
  route: '/ai/webhooks/{webhookId}/secret',
  procedure: 'webhook.rotateSecret',
  summary: 'Gives a webhook a new secret and returns it, this once. For a while events are signed with both.',
  access: systemAdministrator,
  preconditions: true,
  request: dto('RotateAIWebhookSecret', {
    namespace: 'Voice.Api.AI',
    description:
      'Gives a webhook a new secret and returns it, this once. For a while events are signed with the secret before as well.',
    fields: {
      ...webhookPath,
      overlapHours: field(
        z
          .int()
          .min(0, 'must be 0 or more.')
          .max(MAXIMUM_HOURS, `must be ${MAXIMUM_HOURS} or less.`)
          .optional(),
        {
          description: `For how many hours the secret before goes on to count: 0 to ${MAXIMUM_HOURS}, ${SECRET_OVERLAP_HOURS} by default. 0 when it has leaked.`,
          example: SECRET_OVERLAP_HOURS,
        },
      ),
    },
  }),
  response: AIWebhookWithSecret,
});
