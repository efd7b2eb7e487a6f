import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { idFilter, MAXIMUM_FILTER_IDS } from '../list.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { optionalId } from '../text.ts';
import { AIReviewQueue } from './ai-review-queue.ts';

/** `GET /ai/review-queue` */
export const GetAIReviewQueue = operation({
  verb: 'GET',
  route: '/ai/review-queue',
  procedure: 'overview.queue',
  summary: 'Tells how many sessions wait for review, and which one to review next.',
  access: systemAdministrator,
  agents: false,
  request: dto('GetAIReviewQueue', {
    namespace: 'Voice.Api.AI',
    description:
      'Tells how many sessions wait for review, and which one to review next: the oldest with an action that the caller may judge.',
    fields: {
      exceptId: field(optionalId, {
        description: 'Never this session: the one that the reviewer has open.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
      skippedIds: field(idFilter, {
        description: `Sessions that the reviewer has put off (at most ${MAXIMUM_FILTER_IDS}): they come when nothing else waits, in this order.`,
        example: ['019dc3f0-61b2-7a90-8d21-2c4b6a8f1e03'],
      }),
    },
  }),
  response: AIReviewQueue,
});
