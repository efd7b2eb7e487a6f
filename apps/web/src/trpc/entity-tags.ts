import type { AppRouter } from '@ai-sessions/api';
import type { TRPCLink } from '@trpc/client';
import { tap } from '@trpc/server/observable';

const tags = new WeakMap<object, string>();

/** The `ETag` that came with an answer. Only calls that are sent alone have one, and copies of an answer have none. */
export function eTagOf(answer: object): string | undefined {
  return tags.get(answer);
}

/** Keeps the `ETag` of each answer beside it. */
export const keepTags: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next(op).pipe(
      tap({
        next({ context, result }) {
          const response = context?.response;
          const tag = response instanceof Response ? response.headers.get('etag') : null;
          const data: unknown = 'data' in result ? result.data : undefined;
          if (tag && typeof data === 'object' && data !== null) tags.set(data, tag);
        },
      }),
    );
