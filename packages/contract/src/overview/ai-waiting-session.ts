import { z } from 'zod';
import { dto, type Value } from '../dto.ts';
import { field } from '../field.ts';
import { AIFunctionRisk } from '../function/ai-function-risk.ts';
import { instant } from '../text.ts';
import { namedSession } from './named-session.ts';

/** A session with actions that nobody has judged yet. */
export const AIWaitingSession = dto('AIWaitingSession', {
  namespace: 'Voice.Api.AI',
  description: 'A session that waits for review: it has actions that nobody has judged yet.',
  fields: {
    ...namedSession,
    dateQueued: field(instant, {
      description:
        'Since when it waits, which is when the oldest of these actions was queued: ISO 8601, UTC.',
      example: '2026-03-02T09:14:05.120Z',
    }),
    actions: field(z.int(), { description: 'How many of its actions nobody has judged.', example: 2 }),
    risk: field(AIFunctionRisk.optional(), {
      description: 'Highest risk of these actions. Absent when the catalogue knows none of their functions.',
      example: 'Ordinary',
    }),
  },
});

/** The value of an {@link AIWaitingSession}. */
export type AIWaitingSession = Value<typeof AIWaitingSession>;
