import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { EntityInfo } from '../entity-info.ts';
import { field } from '../field.ts';
import { webhookInfoFields } from './ai-webhook-info.ts';

/** A webhook with a secret that was just made. */
export const AIWebhookWithSecret = dto('AIWebhookWithSecret', {
  namespace: 'Voice.Api.AI',
  description: 'A webhook with a new secret, which is in no other answer.',
  extends: EntityInfo,
  fields: {
    secret: field(z.string(), {
      description: 'What events are signed with. It cannot be shown again.',
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    }),
    ...webhookInfoFields,
  },
});

/** The value of an {@link AIWebhookWithSecret}. */
export type AIWebhookWithSecret = Value<typeof AIWebhookWithSecret>;
