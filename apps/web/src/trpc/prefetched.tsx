import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import type { AppRouter } from '@ai-sessions/api';
import { dehydrate, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import type { PageQuery } from '@/server/page-queries.ts';
import { service } from '@/server/service.ts';
import { keepTag, withTag } from './entity-tags.ts';
import { Hydrated } from './hydrated.tsx';

/** How long a page waits for its first data; without it, the browser asks. */
const PATIENCE_MS = 1_000;

interface PrefetchedProps {
  /** Begins the queries that the page shows first, with the options that its components ask for them with. */
  readonly load: (queries: QueryClient, trpc: TRPCOptionsProxy<AppRouter>) => readonly Promise<void>[];
  readonly children: ReactNode;
}

/**
 * Gives the components inside their first data, so that the HTML of the page has content. The rights are the visitor's.
 * What is refused, fails or takes too long is left out: then the browser asks, and shows what is wrong.
 */
export async function Prefetched({ load, children }: PrefetchedProps) {
  const incoming = await headers();
  const queries = new QueryClient({ defaultOptions: { dehydrate: { serializeData: withTag } } });
  const query = (await service()).pageQuery(incoming);
  const client = createTRPCClient<AppRouter>({ links: [inProcess(query)] });
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient: queries });
  await Promise.race([Promise.all(load(queries, trpc)), delay(PATIENCE_MS, undefined, { ref: false })]);
  return <Hydrated state={dehydrate(queries)}>{children}</Hydrated>;
}

/** Calls procedures in this process. */
function inProcess(query: PageQuery): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        query(op.path, op.input).then(
          ({ data, etag }) => {
            keepTag(data, etag);
            observer.next({ result: { type: 'data', data } });
            observer.complete();
          },
          (error: unknown) =>
            observer.error(TRPCClientError.from(error instanceof Error ? error : new Error(String(error)))),
        );
      });
}
