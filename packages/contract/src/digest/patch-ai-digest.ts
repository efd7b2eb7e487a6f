import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { AIDigestFrequency, AIDigestInfo } from './ai-digest-info.ts';

const WHAT = 'Sets how often the caller gets an e-mail about what waits for review.';

/** `PATCH /ai/digest` */
export const PatchAIDigest = operation({
  verb: 'PATCH',
  route: '/ai/digest',
  procedure: 'digest.patch',
  summary: WHAT,
  access: systemAdministrator,
  request: dto('PatchAIDigest', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    fields: {
      frequency: field(AIDigestFrequency, {
        description: 'How often it is sent at most. Nobody gets one unless they choose so.',
        example: 'Daily',
      }),
    },
  }),
  response: AIDigestInfo,
});
