'use client';

import type { AppRouter } from '@ai-sessions/api';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError } from '@trpc/client';
import { type ReactNode, useState } from 'react';
import { TRPCProvider } from './client.ts';
import { tagged } from './entity-tags.ts';
import { links } from './links.ts';

const RETRIES = 2;

/** Gives the pages below it their connection to the API. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // What the server has rendered the page with comes with its ETags.
          hydrate: { deserializeData: tagged },
          queries: {
            staleTime: 5_000,
            // What was refused will be refused again; only outages are worth another try.
            retry: (count, error) => count < RETRIES && !wasRefused(error),
          },
        },
      }),
  );
  const [api] = useState(() => createTRPCClient<AppRouter>({ links }));
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={api} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

function wasRefused(error: Error): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const status: unknown = error.data?.httpStatus;
  return typeof status === 'number' && status < 500;
}
