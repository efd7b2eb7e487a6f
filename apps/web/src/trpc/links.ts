import type { AppRouter } from '@ai-sessions/api';
import { httpBatchLink, httpLink, httpSubscriptionLink, type Operation, splitLink } from '@trpc/client';
import { keepTags } from './entity-tags.ts';

const URL = '/api/trpc';

/**
 * The ways to the API: subscriptions over server-sent events, a call that names what was read, or asks for the name of
 * what it reads, alone and with `If-Match`, everything else in batches.
 */
export const links = [
  keepTags,
  splitLink<AppRouter>({
    condition: ({ type }) => type === 'subscription',
    true: httpSubscriptionLink({ url: URL }),
    false: splitLink({
      condition: (call) => call.context.alone === true,
      true: httpLink({ url: URL, headers: ({ op }) => ifMatchOf(op) }),
      false: httpBatchLink({ url: URL, maxItems: 20, maxURLLength: 8_000 }),
    }),
  }),
];

/** What a call tells the links. */
export interface CallContext {
  readonly context: { readonly alone?: true; readonly ifMatch?: string };
}

/** Sends a call by itself, so that its answer has an ETag: `queryOptions({ trpc: alone })`. */
export const alone: CallContext = { context: { alone: true } };

/** Makes the calls of a procedure name what was read: `mutationOptions({ trpc: asRead(eTag) })`. */
export function asRead(eTag: string): CallContext {
  return { context: { alone: true, ifMatch: eTag } };
}

function ifMatchOf({ context }: Pick<Operation, 'context'>): Record<string, string> {
  return typeof context.ifMatch === 'string' ? { 'if-match': context.ifMatch } : {};
}
