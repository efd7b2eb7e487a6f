import { dto } from '../dto.ts';
import { field, optional } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { singleLineText } from '../text.ts';
import { AIDigestFrequency, AIDigestInfo } from './ai-digest-info.ts';

const WHAT = 'Sets how often, and where, the caller is told what waits for review. What is left out stays.';

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
      frequency: optional(
        field(AIDigestFrequency, {
          description: 'How often it is sent at most. Nobody gets one unless they choose so.',
          example: 'Daily',
        }),
      ),
      webhookId: field(singleLineText(100).optional(), {
        description:
          'The webhook that it is sent to, by a caller who may work on all accounts. Empty text for e-mail.',
        example: '019dc3f5-3e2a-7b41-9c0d-5e6f7a8b9c0d',
      }),
    },
  }),
  response: AIDigestInfo,
});
