import type { AppRouter } from '@ai-sessions/api';
import { httpBatchLink, httpLink, type Operation, splitLink, type TRPCLink } from '@trpc/client';
import { keepTags } from './entity-tags.ts';
import { type OnForbidden, resumed } from './resumed.ts';

const URL = '/api/trpc';

/**
 * The ways to the API: a call that names what was read, or asks for the name of what it reads, alone and with its headers,
 * everything else in batches. What is followed goes by `useStream`.
 */
export function linksOf(onForbidden: OnForbidden): TRPCLink<AppRouter>[] {
  return [
    resumed(onForbidden),
    keepTags,
    splitLink<AppRouter>({
      condition: (call) => call.context.alone === true,
      true: httpLink({ url: URL, headers: ({ op }) => headersOf(op) }),
      false: httpBatchLink({ url: URL, maxItems: 20, maxURLLength: 8_000 }),
    }),
  ];
}

/** What a call tells the links. */
export interface CallContext {
  readonly context: {
    readonly alone?: true;
    readonly ifMatch?: string;
    readonly idempotencyKey?: string;
    readonly nowOrNever?: true;
  };
}

/** Sends a call by itself, so that its answer has an ETag: `queryOptions({ trpc: alone })`. */
export const alone: CallContext = { context: { alone: true } };

/** Gives up what is read once no page shows it any more: `queryOptions({ trpc: whileShown })`. */
export const whileShown = { abortOnUnmount: true } as const;

/** Makes the calls of a procedure name what was read: `mutationOptions({ trpc: asRead(eTag) })`. */
export function asRead(eTag: string): CallContext {
  return { context: { alone: true, ifMatch: eTag } };
}

/**
 * The same for what must not be done later than it was asked for: without a connection it fails at once. Its mutation
 * has `networkMode: 'always'`, too.
 */
export function asReadNow(eTag: string): CallContext {
  return { context: { alone: true, ifMatch: eTag, nowOrNever: true } };
}

/** Names a call, so that it is done once however often it is sent; for procedures that take an `Idempotency-Key`. */
export function once(): CallContext {
  return { context: { alone: true, idempotencyKey: newKey() } };
}

function headersOf({ context }: Pick<Operation, 'context'>): Record<string, string> {
  return {
    ...(typeof context.ifMatch === 'string' && { 'if-match': context.ifMatch }),
    ...(typeof context.idempotencyKey === 'string' && { 'idempotency-key': context.idempotencyKey }),
  };
}

/** `crypto.randomUUID` is missing where the pages are not served over https. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}
