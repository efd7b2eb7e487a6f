import { z } from 'zod';
import { dto, enumeration, type Value } from '../dto.ts';
import { field } from '../field.ts';

/** How often somebody is told what waits for review. */
export const AIDigestFrequency = enumeration('AIDigestFrequency', {
  namespace: 'Voice.Api.AI',
  description: 'How often somebody is told what waits for review, at most.',
  values: ['Never', 'Hourly', 'Daily', 'Weekly'],
});

/** How somebody is told what waits for review. */
export const AIDigestInfo = dto('AIDigestInfo', {
  namespace: 'Voice.Api.AI',
  description: 'How the caller is told what waits for review.',
  fields: {
    frequency: field(AIDigestFrequency, {
      description:
        'How often a digest is sent at most; only while something waits, or comments mention the caller that they have not seen.',
      example: 'Daily',
    }),
    webhookId: field(z.string().optional(), {
      description:
        'The webhook that it is sent to, as review.digest. Absent when it goes to the e-mail address of the caller, as it does while the webhook is disabled.',
      example: '019dc3f5-3e2a-7b41-9c0d-5e6f7a8b9c0d',
    }),
    isPossible: field(z.boolean(), {
      description: 'Whether this service can send e-mail.',
      example: true,
    }),
  },
});

/** The value of an {@link AIDigestInfo}. */
export type AIDigestInfo = Value<typeof AIDigestInfo>;
