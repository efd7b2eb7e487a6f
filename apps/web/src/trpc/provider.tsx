'use client';

import type { AppRouter } from '@ai-sessions/api';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { TRPCProvider } from './client.ts';
import { watchConnection } from './connection.ts';
import { tagged } from './entity-tags.ts';
import { linksOf } from './links.ts';

const RETRIES = 2;

/** Gives the pages below it their connection to the API. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [{ queries, api }] = useState(connect);
  useEffect(watchConnection, []);
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={api} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

function connect() {
  const queries = new QueryClient({
    defaultOptions: {
      // What the server has rendered the page with comes with its ETags.
      hydrate: { deserializeData: tagged },
      queries: {
        staleTime: 5_000,
        // What was refused will be refused again; only outages are worth another try.
        retry: (count, error) => count < RETRIES && !wasRefused(error),
      },
    },
  });
  /** Whoever is refused something may have lost a role since the page was opened. */
  const readStatus = () => void queries.fetchQuery(trpc.auth.status.queryOptions({}));
  const api = createTRPCClient<AppRouter>({ links: linksOf(readStatus) });
  const trpc = createTRPCOptionsProxy<AppRouter>({ client: api, queryClient: queries });
  return { queries, api };
}

function wasRefused(error: Error): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const status: unknown = error.data?.httpStatus;
  return typeof status === 'number' && status < 500;
}
