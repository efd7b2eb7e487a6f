import { randomUUID } from 'node:crypto';
import {
  apiErrorOf,
  appRouter,
  type Context,
  createContext,
  type RequestFacts,
  type Services,
  type Transport,
} from '@ai-sessions/api';
import { challengesFor } from '@ai-sessions/auth';
import { ApiError } from '@ai-sessions/contract';
import type { McpEndpoint } from '@ai-sessions/mcp';
import {
  errorAnswer,
  type Pieces,
  type RestAnswer,
  type RestHandler,
  type RestRequest,
} from '@ai-sessions/rest';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { ClientAddresses } from './client-address.ts';
import { logFailure } from './failure-log.ts';
import { fixedHeaders } from './fixed-headers.ts';
import type { Logger } from './log.ts';
import { trpcOptions, unknownParametersOf } from './trpc-options.ts';

interface FetchOptions {
  readonly services: Services;
  readonly rest: RestHandler;
  readonly mcp: McpEndpoint;
  readonly addresses: ClientAddresses;
  readonly log: Logger;
  /** Whether browsers reach the service over https. */
  readonly secure: boolean;
}

/** Answers API requests that come as `Request`: from Next's route handlers, where no server entry of ours runs. */
export function fetchHandler({
  services,
  rest,
  mcp,
  addresses,
  log,
  secure,
}: FetchOptions): (request: Request) => Promise<Response> {
  async function answer(
    request: Request,
    requestId: string,
    announce: RequestFacts['announce'],
  ): Promise<Response> {
    const url = new URL(request.url);
    const header = (name: string) => request.headers.get(name) ?? undefined;
    const address = addresses.ofHeaders(request.headers);
    const context = createContext(services, {
      requestId,
      transport: transportOf(url.pathname),
      header,
      headerNames: () => [...request.headers.keys()],
      address,
      announce,
    });
    if (url.pathname.startsWith('/api/trpc/')) {
      let challenges: readonly string[] = [];
      const response = await fetchRequestHandler({
        ...trpcOptions(log, () => {
          challenges = challengesFor(header);
        }),
        endpoint: '/api/trpc',
        router: appRouter,
        req: request,
        createContext: async ({ info }) => ({
          request: {
            ...context,
            unknownParameters: unknownParametersOf(request.method, url.search),
            inBatch: info.isBatchCall,
          },
        }),
      });
      for (const challenge of challenges) response.headers.append('WWW-Authenticate', challenge);
      return response;
    }
    const message = {
      method: request.method,
      target: url.pathname + url.search,
      header,
      body: (limit: number) => readBody(request, limit),
    };
    if (url.pathname === '/mcp') return responseOf(await mcpAnswer(message, context));
    const answer = await rest.handle(message, context);
    const { body } = answer;
    if (answer.head && typeof body === 'object') await body.return?.();
    return responseOf(answer);
  }

  /** An answer of MCP, and what keeps a request from being one, as REST answers it. */
  function mcpAnswer(message: RestRequest, context: Context): Promise<RestAnswer> {
    return mcp.handle(message, context).catch((error: unknown) => {
      const failure = apiErrorOf(error);
      logFailure(log, failure, context.requestId);
      return errorAnswer(
        'json',
        failure,
        { title: 'Error', target: message.target, safeCsv: false },
        message.header,
      );
    });
  }

  return async (request) => {
    const requestId = randomUUID();
    let announced: Readonly<Record<string, string>> = {};
    const response = await answer(request, requestId, (fields) => {
      announced = { ...announced, ...fields };
    });
    const fields = { ...announced, ...fixedHeaders(secure) };
    for (const [name, value] of Object.entries(fields)) response.headers.set(name, value);
    response.headers.set('X-Request-Id', requestId);
    return response;
  };
}

function transportOf(path: string): Transport {
  if (path.startsWith('/api/trpc/')) return 'trpc';
  return path === '/mcp' ? 'mcp' : 'rest';
}

/** An answer as a `Response`. */
export function responseOf({
  status,
  headers,
  cookies = [],
  challenges = [],
  body,
  head,
}: RestAnswer): Response {
  const sent = new Headers(headers);
  for (const challenge of challenges) sent.append('WWW-Authenticate', challenge);
  for (const cookie of cookies) sent.append('Set-Cookie', cookie);
  return new Response(head || body === undefined ? null : bodyOf(body), { status, headers: sent });
}

async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > limit) throw new ApiError('RequestTooLarge');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function bodyOf(body: string | Pieces): BodyInit {
  if (typeof body === 'string') return body;
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await body.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    async cancel() {
      await body.return?.();
    },
  });
}
