'use client';

import type { AISessionReview } from '@ai-sessions/contract';
import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC, useTRPCClient } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

/** The longest that the service may be asked for. */
const LONGEST_SECONDS = 86_400;

/**
 * How much older than the page what was read for it may seem, in seconds: one request takes longer on its way than the
 * other. Nothing else was read meanwhile, or it is newer.
 */
const LEEWAY_SECONDS = 10;

/** How long a review that was asked for early is waited for by the page that it is for. */
const EARLY_MS = 60_000;

interface EarlyReview {
  readonly askedAt: number;
  readonly answer: Promise<AISessionReview>;
}

/**
 * Reviews that pages asked for while they were drawn, by session. They are not in the cache: what takes over the HTML of
 * the server has to draw the same, and the server cannot ask.
 */
const early = new Map<string, EarlyReview>();

/**
 * How the review of a session is read. Functions are asked for current values when the page opens it, and when a person
 * wants that; what is judged meanwhile has only the rest read again, with the values that were seen.
 */
export function useReviewReading(sessionId: string) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queries = useQueryClient();
  const options = trpc.session.review.queryOptions({ sessionId });
  /** When current values were first asked for, by session; nothing when they are to be asked for again. */
  const [asked] = useState(() => new Map<string, number | undefined>());
  // It asks functions, and nothing else should wait for it.
  const ask = (maxAgeSeconds?: number) => api.session.review.query({ sessionId, maxAgeSeconds }, alone);

  const read = (): Promise<AISessionReview> => {
    const now = performance.now();
    const since = asked.get(sessionId);
    if (since !== undefined) {
      return ask(Math.min(Math.ceil((now - since) / 1_000) + LEEWAY_SECONDS, LONGEST_SECONDS));
    }
    const begun = early.get(sessionId);
    early.delete(sessionId);
    const isForThis = begun && now - begun.askedAt < EARLY_MS;
    asked.set(sessionId, isForThis ? begun.askedAt : now);
    // What went wrong meanwhile may go right by now.
    return isForThis ? begun.answer.catch(() => ask()) : ask();
  };

  return {
    options: { ...options, placeholderData: keepPreviousData, queryFn: read },
    /** Asks while the page is still drawn: the service makes a review of a thousand actions meanwhile. */
    begin: () => {
      if (typeof window === 'undefined' || asked.has(sessionId) || early.has(sessionId)) return;
      if (queries.getQueryState(options.queryKey)) return;
      const answer = ask();
      early.set(sessionId, { askedAt: performance.now(), answer });
      // Whoever reads it hears of it.
      answer.catch(() => {});
    },
    /** Has functions asked for current values with the next reading. */
    forget: () => asked.set(sessionId, undefined),
  };
}

/** A way to read a review. */
export type ReviewReading = ReturnType<typeof useReviewReading>;
