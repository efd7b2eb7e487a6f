import type { AppRouter } from '@ai-sessions/api';
import type { TRPCLink } from '@trpc/client';
import { tap } from '@trpc/server/observable';

const tags = new WeakMap<object, string>();

/** The `ETag` that came with an answer. Only calls that are sent alone have one, and copies of an answer have none. */
export function eTagOf(answer: object): string | undefined {
  return tags.get(answer);
}

/** Keeps the `ETag` of an answer beside it. */
export function keepTag(answer: unknown, tag: string | null | undefined): void {
  if (tag && typeof answer === 'object' && answer !== null) tags.set(answer, tag);
}

/** An answer with its `ETag`, on its way from the server that renders a page to the browser. */
interface TaggedAnswer {
  readonly answer: unknown;
  readonly tag: string | undefined;
}

/** Packs an answer with its `ETag`, which a copy would not have. */
export function withTag(answer: unknown): TaggedAnswer {
  const tag = typeof answer === 'object' && answer !== null ? eTagOf(answer) : undefined;
  return { answer, tag };
}

/** Unpacks what `withTag` packed. */
export function tagged({ answer, tag }: TaggedAnswer): unknown {
  keepTag(answer, tag);
  return answer;
}

/** Keeps the `ETag` of each answer over HTTP beside it. */
export const keepTags: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    next(op).pipe(
      tap({
        next({ context, result }) {
          const response = context?.response;
          const tag = response instanceof Response ? response.headers.get('etag') : null;
          const data: unknown = 'data' in result ? result.data : undefined;
          keepTag(data, tag);
        },
      }),
    );
