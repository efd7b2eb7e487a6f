import type { Context } from '@ai-sessions/api';
import { ApiError } from '@ai-sessions/contract';
import type { McpEvents } from './events.ts';
import { createExchanges } from './exchange.ts';
import { addressProblem, type KnownAddresses } from './http/addresses.ts';
import type { McpAnswer, McpRequest } from './http/message.ts';
import { codes, protocolError } from './http/protocol-error.ts';
import { idOf, readMessage } from './http/read-message.ts';
import { createServer, type ServedRequest } from './server.ts';
import { createToolList } from './toolset/tool-list.ts';
import { createToolsets } from './toolset/toolsets.ts';

/** What the adapter is made with. */
export interface McpOptions extends McpEvents {
  readonly addresses: KnownAddresses;
  /** Most bytes of a body. */
  readonly bodyLimit: number;
  /** Version of the service, which clients are told. */
  readonly version: string;
}

/** The MCP adapter: it has no rules of its own, every tool calls a procedure. */
export interface McpEndpoint {
  /**
   * Answers a request.
   *
   * @throws ApiError `Unauthorized` and what keeps a request from being read: the server answers as it does elsewhere.
   */
  handle(request: McpRequest, context: Context): Promise<McpAnswer>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** Makes the adapter of the application's router. */
export function createMcpEndpoint({ addresses, bodyLimit, version, ...events }: McpOptions): McpEndpoint {
  const toolsets = createToolsets();
  const exchanges = createExchanges(events.onRefused);
  const listTools = createToolList(exchanges);

  async function answer(request: McpRequest, caller: ServedRequest): Promise<McpAnswer> {
    const read = await readMessage(request, bodyLimit);
    if ('refusal' in read) return read.refusal;
    const { message } = read;
    const makeServer = () => createServer(caller, toolsets, version, events);
    switch (Reflect.get(message, 'method')) {
      case 'subscriptions/listen':
        return protocolError(404, codes.methodNotFound, NO_SUBSCRIPTIONS, idOf(message));
      case 'tools/list':
        return listTools(request, message, await toolsets.current(caller), makeServer);
      default:
        return exchanges.answer(request, message, makeServer);
    }
  }

  return {
    async handle(request, context) {
      const problem = addressProblem(request.header, addresses);
      if (problem !== undefined) return protocolError(403, codes.refused, problem);
      if (request.method === 'OPTIONS') return { status: 204, headers: ALLOW, body: undefined };
      if (request.method !== 'POST') {
        const refusal = protocolError(405, codes.refused, 'Send messages with POST.');
        return { ...refusal, headers: { ...refusal.headers, ...ALLOW } };
      }
      try {
        return await answer(request, await callerOf(context));
      } catch (error) {
        return refusalOf(error);
      }
    },
    close: exchanges.close,
  };
}

/**
 * Tells a client that it calls too often. Clients show what an error of the protocol says, and others what the body does.
 *
 * @throws whatever else went wrong.
 */
function refusalOf(error: unknown): McpAnswer {
  if (!(error instanceof ApiError) || error.code !== 'TooManyRequests') throw error;
  const refusal = protocolError(error.status, codes.refused, error.message);
  const retryAfter = String(error.retryAfter ?? 1);
  return { ...refusal, headers: { ...refusal.headers, 'Retry-After': retryAfter } };
}

const ALLOW = { Allow: 'POST, OPTIONS' };
const NO_KEY =
  'Send an API key: Authorization: Bearer <key>. An administrator makes one for an agent. Or sign in by OAuth, where WWW-Authenticate says how.';
const NO_SUBSCRIPTIONS = 'There are no subscriptions here. Read the session again to see what changed.';

/**
 * Who sends a request. A page must not act for whoever is signed in beside it, so cookies count for nothing.
 *
 * @throws ApiError `Unauthorized`
 */
async function callerOf(context: Context): Promise<ServedRequest> {
  const principal = await context.within(() => context.principal());
  if (principal && principal.method !== 'browserSession') return { context, principal };
  throw new ApiError('Unauthorized', { message: NO_KEY });
}
