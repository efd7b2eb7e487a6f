import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { authorizationOf } from './credentials.ts';
import type { Credentials } from './options.ts';
import { baseOf } from './transport.ts';

/** Most calls that the service takes in one request. */
const LARGEST_BATCH = 20;

/** What a tRPC client is made from. */
export type TrpcClientOptions = Credentials & {
  /** Address of the service: `https://sessions.example.com`. A path in it is kept. */
  readonly baseUrl: string;
  /** Further headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sends the requests; the platform's own when left out. */
  readonly fetch?: typeof globalThis.fetch | undefined;
};

/**
 * Makes a tRPC client for those who have the types of the router; calls of the same moment travel together.
 *
 * @example
 * import type { AppRouter } from '@ai-sessions/api';
 * const api = createTrpcClient<AppRouter>({ baseUrl: 'https://sessions.example.com', apiKey });
 * const session = await api.session.create.mutate({ purpose: 'Billing review' });
 *
 * @throws TypeError when `baseUrl` is no address of http or https.
 */
export function createTrpcClient<Router extends AnyTRPCRouter>(
  options: TrpcClientOptions,
): TRPCClient<Router> {
  const link = httpBatchLink<AnyTRPCRouter>({
    url: `${baseOf(options.baseUrl)}/api/trpc`,
    maxItems: LARGEST_BATCH,
    fetch: options.fetch,
    async headers() {
      const authorization = await authorizationOf(options);
      return { ...options.headers, ...(authorization === undefined ? {} : { authorization }) };
    },
  });
  return createTRPCClient<Router>({ links: [link] });
}
