import { z } from 'zod';
import { AIMentionInfo } from '../comment/ai-mention-info.ts';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { MAXIMUM_QUEUED } from '../overview/ai-review-queue.ts';
import { AIWaitingSession } from '../overview/ai-waiting-session.ts';

/** What somebody is told at the times that they chose. */
export const AIDigest = dto('AIDigest', {
  namespace: 'Voice.Api.AI',
  description: 'What a system administrator is told at the times that they chose.',
  fields: {
    emailAddress: field(z.string(), {
      description: 'Who chose to be told.',
      example: 'mara.lindqvist@example.com',
    }),
    waitingSessions: field(z.int(), {
      description: `How many sessions wait for review. Counted up to ${MAXIMUM_QUEUED}.`,
      example: 4,
    }),
    moreWaiting: field(z.boolean(), { description: 'Whether more wait than were counted.', example: false }),
    overdueSessions: field(z.int(), {
      description: `How many of them have waited longer than the operator of the service wants. Counted up to ${MAXIMUM_QUEUED}.`,
      example: 1,
    }),
    oldest: field(z.array(AIWaitingSession.schema), {
      description: 'Those that have waited longest: at most 10.',
      example: [
        {
          sessionId: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
          purpose: 'Move the reception to the new number',
          dateQueued: '2026-03-02T09:14:05.120Z',
          actions: 2,
          risk: 'Ordinary',
        },
      ],
    }),
    mentions: field(z.array(AIMentionInfo.schema), {
      description:
        'Comments that mention whoever is told, oldest first: those that they have neither seen nor been told of.',
      example: [],
    }),
  },
});

/** The value of an {@link AIDigest}. */
export type AIDigest = Value<typeof AIDigest>;
