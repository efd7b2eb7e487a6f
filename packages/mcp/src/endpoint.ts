import type { Context } from '@ai-sessions/api';
import { ApiError } from '@ai-sessions/contract';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { McpEvents } from './events.ts';
import { addressProblem, type KnownAddresses } from './http/addresses.ts';
import type { McpAnswer, McpRequest } from './http/message.ts';
import { codes, protocolError } from './http/protocol-error.ts';
import { idOf, readMessage } from './http/read-message.ts';
import { createServer, type ServedRequest } from './server.ts';
import { createToolsets } from './toolset/toolsets.ts';
import { withTools } from './toolset/with-tools.ts';

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
  const served = new WeakMap<Request, ServedRequest>();
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const request = requestInfo && served.get(requestInfo);
      if (!request) throw new Error('The request of an MCP exchange is not known.');
      return createServer(request, toolsets, version, events);
    },
    { legacy: 'stateless', onerror: events.onRefused, keepAliveMs: 0, maxRequestBodySize: bodyLimit },
  );

  async function callerOf(context: Context): Promise<ServedRequest> {
    const principal = await context.within(() => context.principal());
    if (!principal) throw new ApiError('Unauthorized', { message: NO_KEY });
    // A page must not act for whoever is signed in beside it.
    if (principal.method === 'browserSession') throw new ApiError('Unauthorized', { message: NO_KEY });
    return { context, principal };
  }

  async function exchange(request: McpRequest, caller: ServedRequest): Promise<McpAnswer> {
    const read = await readMessage(request, bodyLimit);
    if ('refusal' in read) return read.refusal;
    const { message } = read;
    const method: unknown = Reflect.get(message, 'method');
    if (method === 'subscriptions/listen') {
      return protocolError(404, codes.methodNotFound, NO_SUBSCRIPTIONS, idOf(message));
    }
    const tools = method === 'tools/list' ? await toolsets.latest(caller) : undefined;
    const forwarded = forward(request);
    served.set(forwarded, caller);
    const answer = await answerOf(await handler.fetch(forwarded, { parsedBody: message }));
    return tools ? withTools(answer, tools) : answer;
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
      return exchange(request, await callerOf(context));
    },
    close: () => handler.close(),
  };
}

const ALLOW = { Allow: 'POST, OPTIONS' };
const NO_KEY = 'Send an API key: Authorization: Bearer <key>. An administrator makes one for an agent.';
const NO_SUBSCRIPTIONS = 'There are no subscriptions here. Read the session again to see what changed.';

/** The headers that MCP reads. */
const HEADERS = ['content-type', 'accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name'];
/** Whoever takes anything takes what MCP answers with. */
const BOTH = 'application/json, text/event-stream';

/** A request as the SDK takes it. Its body was read already. */
function forward({ header }: McpRequest): Request {
  const headers = new Headers();
  for (const name of HEADERS) {
    const value = header(name);
    if (value !== undefined) headers.set(name, value);
  }
  const accept = header('accept');
  if (accept === undefined || /(?:^|,)\s*\*\/\*\s*(?:[,;]|$)/.test(accept)) headers.set('accept', BOTH);
  return new Request('http://localhost/mcp', { method: 'POST', headers });
}

/** An answer of the SDK, whole: no tool sends anything before its result. */
async function answerOf(response: Response): Promise<McpAnswer> {
  const type = response.headers.get('content-type');
  const allow = response.headers.get('allow');
  const text = await response.text();
  return {
    status: response.status,
    headers: {
      ...(type === null ? {} : { 'Content-Type': type }),
      ...(allow === null ? {} : { Allow: allow }),
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    },
    body: text === '' ? undefined : text,
  };
}
