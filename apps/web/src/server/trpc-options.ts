import { apiErrorOf, type RequestContext } from '@ai-sessions/api';
import { BODY_LIMIT } from '@ai-sessions/rest';
import type { TRPCError, TRPCProcedureType } from '@trpc/server';
import { logFailure } from './failure-log.ts';
import type { Logger } from './log.ts';

/** Most calls in one batch. */
const BATCH_LIMIT = 20;

/** What tRPC reads in an address; `input` only of what is called with GET. */
const READ_OF_ADDRESSES = ['batch', 'connectionParams'];

/** Names in the address of a request that tRPC would pass over. */
export function unknownParametersOf(method: string | undefined, search: string): readonly string[] {
  const read = method === 'POST' ? READ_OF_ADDRESSES : [...READ_OF_ADDRESSES, 'input'];
  return [...new URLSearchParams(search).keys()].filter((name) => !read.includes(name));
}

/** What is known of calls that were answered. */
interface Answered {
  readonly errors: readonly TRPCError[];
  readonly ctx?: RequestContext;
  readonly paths?: readonly string[];
  readonly type: TRPCProcedureType | 'unknown';
}

/**
 * What the tRPC adapters of Node and of fetch have in common.
 *
 * @param onUnauthorized Is called before an answer is sent that asks to sign in. tRPC would make one line of several.
 */
export function trpcOptions(log: Logger, onUnauthorized: () => void) {
  return {
    maxBodySize: BODY_LIMIT,
    maxBatchSize: BATCH_LIMIT,
    onError({ error, ctx }: { error: TRPCError; ctx?: RequestContext }) {
      logFailure(log, apiErrorOf(error), ctx?.request.requestId ?? 'none');
    },
    responseMeta({ errors, ctx, paths, type }: Answered) {
      const reply = ctx?.request.reply;
      // No `Headers`: tRPC adds those to its own, where there may be one of the same name already.
      const headers: Record<string, string | string[]> = {
        // What is followed live must reach its reader piece by piece: compressing holds pieces back.
        'Cache-Control': type === 'subscription' ? 'no-store, no-transform' : 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Set-Cookie': [...(reply?.cookies ?? [])],
      };
      if (reply?.etag && paths?.length === 1 && errors.length === 0) headers.ETag = reply.etag;
      // tRPC calls some of its refusals plain text, which they are not.
      if (errors.length > 0) headers['Content-Type'] = 'application/json';
      for (const failure of errors.map(apiErrorOf)) {
        if (failure.code === 'Unauthorized') onUnauthorized();
        if (failure.retryAfter !== undefined) headers['Retry-After'] = String(failure.retryAfter);
      }
      return { headers };
    },
  };
}
