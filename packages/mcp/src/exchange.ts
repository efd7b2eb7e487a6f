import {
  createMcpHandler,
  isLegacyRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { mcpHeaders } from './http/headers.ts';
import type { McpAnswer, McpRequest } from './http/message.ts';
import { paramsProblem } from './http/params.ts';
import { codes, protocolError } from './http/protocol-error.ts';
import { idOf } from './http/read-message.ts';

/** Lets the SDK answer messages, those of either era of the protocol. */
export interface Exchanges {
  /** Answers a message with the server that is made for it. */
  answer(request: McpRequest, message: object, makeServer: () => Server): Promise<McpAnswer>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** Makes {@link Exchanges}. */
export function createExchanges(onRefused: (error: Error) => void): Exchanges {
  const makers = new WeakMap<Request, () => Server>();
  const modern = createMcpHandler(
    ({ requestInfo }) => {
      const make = requestInfo && makers.get(requestInfo);
      if (!make) throw new Error('The request of an MCP exchange is not known.');
      return make();
    },
    { legacy: 'reject', onerror: onRefused, keepAliveMs: 0 },
  );
  return {
    async answer(given, parsedBody, makeServer) {
      const headers = new Headers(mcpHeaders(given).map(([name, value]) => [name, value]));
      const request = new Request('http://localhost/mcp', { method: 'POST', headers });
      const isLegacy = await isLegacyRequest(request, parsedBody);
      const problem = paramsProblem(parsedBody, isLegacy);
      if (problem !== undefined) return protocolError(400, codes.invalidParams, problem, idOf(parsedBody));
      if (isLegacy) {
        return answerOf(await answerLegacy(request, parsedBody, makeServer()));
      }
      makers.set(request, makeServer);
      return answerOf(await modern.fetch(request, { parsedBody }));
    },
    close: () => modern.close(),
  };
}

/**
 * Answers a message of the older era by itself, with JSON: what the SDK would do without being asked is a stream of one
 * event, which takes twice as long and cannot be compressed as a whole.
 */
async function answerLegacy(request: Request, parsedBody: object, server: Server): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request, { parsedBody });
  } finally {
    await server.close();
  }
}

/** An answer of the SDK, whole: no tool sends anything before its result. */
async function answerOf(response: Response): Promise<McpAnswer> {
  const type = response.headers.get('content-type');
  const text = await response.text();
  return {
    status: response.status,
    headers: { ...(type === null ? {} : { 'Content-Type': type }), 'Cache-Control': 'no-store' },
    body: text === '' ? undefined : text,
  };
}
