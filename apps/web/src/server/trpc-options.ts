import { apiErrorOf, type Reply } from '@ai-sessions/api';
import { BODY_LIMIT } from '@ai-sessions/rest';
import type { TRPCError } from '@trpc/server';
import { logFailure } from './failure-log.ts';
import type { Logger } from './log.ts';

/** Most calls in one batch. */
const BATCH_LIMIT = 20;

/** What tRPC reads in an address; `input` only of what is called with GET. */
const READ_OF_ADDRESSES = ['batch', 'connectionParams'];

/** Names in the address of a request that tRPC would pass over. */
export function strayNamesOf(method: string | undefined, search: string): readonly string[] {
  const read = method === 'POST' ? READ_OF_ADDRESSES : [...READ_OF_ADDRESSES, 'input'];
  return [...new URLSearchParams(search).keys()].filter((name) => !read.includes(name));
}

/** What is known of calls that were answered. */
interface Answered {
  readonly errors: readonly TRPCError[];
  readonly ctx?: { readonly reply: Reply };
  readonly paths?: readonly string[];
}

/** What the tRPC adapters of Node and of fetch have in common. */
export function trpcOptions(log: Logger) {
  return {
    maxBodySize: BODY_LIMIT,
    maxBatchSize: BATCH_LIMIT,
    onError({ error, ctx }: { error: TRPCError; ctx?: { requestId: string } }) {
      logFailure(log, apiErrorOf(error), ctx?.requestId ?? 'none');
    },
    responseMeta({ errors, ctx, paths }: Answered) {
      const headers = new Headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
      for (const cookie of ctx?.reply.cookies ?? []) headers.append('Set-Cookie', cookie);
      if (ctx?.reply.etag && paths?.length === 1 && errors.length === 0) headers.set('ETag', ctx.reply.etag);
      // tRPC calls some of its refusals plain text, which they are not.
      if (errors.length > 0) headers.set('Content-Type', 'application/json');
      for (const failure of errors.map(apiErrorOf)) {
        if (failure.code === 'Unauthorized')
          headers.set('WWW-Authenticate', 'credentials realm="/auth/credentials"');
        if (failure.retryAfter !== undefined) headers.set('Retry-After', String(failure.retryAfter));
      }
      return { headers };
    },
  };
}
