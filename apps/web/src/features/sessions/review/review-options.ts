import { keepPreviousData } from '@tanstack/react-query';
import type { useTRPC } from '@/trpc/client.ts';
import { alone } from '@/trpc/links.ts';

/** How a session is opened for review. It asks functions, and nothing else should wait for it: so it goes alone. */
export function reviewOptions(trpc: ReturnType<typeof useTRPC>, sessionId: string) {
  return trpc.session.review.queryOptions({ sessionId }, { trpc: alone, placeholderData: keepPreviousData });
}
