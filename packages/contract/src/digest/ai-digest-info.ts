import { z } from 'zod';
import { dto, enumeration, type Value } from '../dto.ts';
import { field } from '../field.ts';

/** How often an e-mail tells somebody what waits for review. */
export const AIDigestFrequency = enumeration('AIDigestFrequency', {
  namespace: 'Voice.Api.AI',
  description: 'How often an e-mail tells somebody what waits for review, at most.',
  values: ['Never', 'Hourly', 'Daily', 'Weekly'],
});

/** The e-mail that tells somebody what waits for review. */
export const AIDigestInfo = dto('AIDigestInfo', {
  namespace: 'Voice.Api.AI',
  description: 'The e-mail that tells the caller what waits for review.',
  fields: {
    frequency: field(AIDigestFrequency, {
      description: 'How often it is sent at most; only while something waits.',
      example: 'Daily',
    }),
    isPossible: field(z.boolean(), {
      description: 'Whether this service can send e-mail.',
      example: true,
    }),
  },
});

/** The value of an {@link AIDigestInfo}. */
export type AIDigestInfo = Value<typeof AIDigestInfo>;
