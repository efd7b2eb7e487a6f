import { z } from 'zod';
import { dto } from '../dto.ts';
import { field } from '../field.ts';
import { operation, systemAdministrator } from '../operation.ts';
import { optionalId } from '../text.ts';

const WHAT = 'Marks comments that mention the caller as seen: nothing reminds of them any more.';

/** `POST /ai/mentions/seen` */
export const MarkAIMentionsSeen = operation({
  verb: 'POST',
  route: '/ai/mentions/seen',
  procedure: 'comment.markSeen',
  summary: WHAT,
  access: systemAdministrator,
  request: dto('MarkAIMentionsSeen', {
    namespace: 'Voice.Api.AI',
    description: WHAT,
    fields: {
      sessionId: field(optionalId, {
        description: 'Only those on this session. Left out, all of them.',
        example: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
      }),
    },
  }),
  response: dto('AIMentionsSeen', {
    namespace: 'Voice.Api.AI',
    description: 'How many comments were marked as seen.',
    fields: {
      mentions: field(z.int(), { description: 'How many had not been seen before.', example: 2 }),
    },
  }),
});
