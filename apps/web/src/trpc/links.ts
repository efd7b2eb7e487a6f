import type { AppRouter } from '@ai-sessions/api';
import { httpBatchLink, httpLink, httpSubscriptionLink, type Operation, splitLink } from '@trpc/client';

const URL = '/api/trpc';

/**
 * The ways to the API: subscriptions over server-sent events, a call that names what was read alone and with
 * `If-Match`, everything else in batches.
 */
export const links = [
  splitLink<AppRouter>({
    condition: ({ type }) => type === 'subscription',
    true: httpSubscriptionLink({ url: URL }),
    false: splitLink({
      condition: (call) => ifMatchOf(call) !== undefined,
      true: httpLink({ url: URL, headers: ({ op }) => ({ 'if-match': ifMatchOf(op) }) }),
      false: httpBatchLink({ url: URL, maxItems: 20, maxURLLength: 8_000 }),
    }),
  }),
];

/** Makes the calls of a procedure name what was read: `mutationOptions({ trpc: asRead(eTag) })`. */
export function asRead(eTag: string | undefined): { readonly context: { readonly ifMatch?: string } } {
  return { context: eTag === undefined ? {} : { ifMatch: eTag } };
}

function ifMatchOf({ context }: Pick<Operation, 'context'>): string | undefined {
  return typeof context.ifMatch === 'string' ? context.ifMatch : undefined;
}
