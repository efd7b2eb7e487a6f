import { reviewSession } from '@ai-sessions/apply';
import { ApiError, type ReviewAISession } from '@ai-sessions/contract';
import { knowledgeOf } from '../../access.ts';
import type { CallOf } from '../../context.ts';
import { sessionOf } from './session-answer.ts';

/** What a review waits for the answers of functions. */
const REVIEW_MS = 4_000;

/** Opens a session for review. */
export async function reviewAISession(call: CallOf<typeof ReviewAISession>) {
  const { input, db, principal, context } = call;
  const { caller, reviews, reviewMemory: memory } = context.services;
  const record = await context.atGate(() => sessionOf(call));
  if (!(await reviews.enter())) throw new ApiError('Overloaded', { message: REVIEWS, retryAfter: 4 });
  try {
    const opened = await context.within(() =>
      reviewSession({ db, caller, memory }, record, {
        signal: AbortSignal.timeout(REVIEW_MS),
        reviewer: principal,
        mayKnow: knowledgeOf(principal),
        maxAgeMs: (input.maxAgeSeconds ?? 0) * 1_000,
      }),
    );
    context.reply.etag = opened.eTag;
    return opened;
  } finally {
    reviews.leave();
  }
}

const REVIEWS = 'Other reviews wait for what functions tell. Open this one again shortly.';
