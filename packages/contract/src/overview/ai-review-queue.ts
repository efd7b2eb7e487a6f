import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { AIWaitingSession } from './ai-waiting-session.ts';

/** Most waiting sessions that the queue counts: more are as many as anybody wants to know. */
export const MAXIMUM_QUEUED = 100;

/** What waits for a reviewer. */
export const AIReviewQueue = dto('AIReviewQueue', {
  namespace: 'Voice.Api.AI',
  description: 'What waits for review on the accounts that the caller may work on.',
  fields: {
    waitingSessions: field(z.int(), {
      description: `How many sessions wait, those to be left out included. Counted up to ${MAXIMUM_QUEUED}.`,
      example: 12,
    }),
    moreWaiting: field(z.boolean(), {
      description: 'Whether more wait than were counted.',
      example: false,
    }),
    overdueSessions: field(z.int(), {
      description: `How many of them have waited longer than ReminderDays. Counted up to ${MAXIMUM_QUEUED}.`,
      example: 2,
    }),
    reminderDays: field(z.int(), {
      description: 'Days after which what waits is overdue in this installation; 0 for never.',
      example: 3,
    }),
    unseenMentions: field(z.int(), {
      description: `How many comments mention the caller that they have not seen. Counted up to ${MAXIMUM_QUEUED}.`,
      example: 1,
    }),
    next: field(AIWaitingSession.schema.optional(), {
      description:
        'The one to review next. Absent when none waits that the caller may judge, but the one that is left out.',
      example: {
        sessionId: '019dc3f0-5a7e-7c31-9b0e-6f1f4f0f8a11',
        purpose: 'Review the billing settings before renewal',
        dateQueued: '2026-03-02T09:14:05.120Z',
        actions: 2,
        risk: 'Ordinary',
      },
    }),
  },
});

/** The value of an {@link AIReviewQueue}. */
export type AIReviewQueue = Value<typeof AIReviewQueue>;
