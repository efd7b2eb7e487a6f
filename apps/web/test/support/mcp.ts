import { type Answer, request } from './service.ts';

/** The eras of the protocol. */
export const eras = ['2025-11-25', '2026-07-28'] as const;
export type Era = (typeof eras)[number];

/** Who sends messages, and where to. */
export interface McpSender {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/** What a message was answered with. */
export interface McpReply extends Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results of any shape
  readonly result: any;
  readonly error: { readonly code: number; readonly message: string } | undefined;
}

/** What a client of an era says beside its arguments: in the newer one, with each request who it is. */
export function metaOf(era: Era): object {
  if (era !== '2026-07-28') return {};
  return {
    'io.modelcontextprotocol/protocolVersion': era,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
}

/** A request as a client of an era writes it. */
export function mcpMessage(era: Era, method: string, params: object = {}): object {
  return {
    jsonrpc: '2.0',
    id: 1,
    method,
    params: era === '2026-07-28' ? { _meta: metaOf(era), ...params } : params,
  };
}

/** The headers that go with it. */
export function mcpHeaders(era: Era, method: string, name?: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': era,
    ...(era === '2026-07-28' ? { 'mcp-method': method, ...(name ? { 'mcp-name': name } : {}) } : {}),
  };
}

/** Sends a request, and reads its answer whether it is JSON or an event. */
export async function askMcp(
  { url, credentials }: McpSender,
  era: Era,
  method: string,
  params: { readonly name?: string; readonly uri?: string; readonly [member: string]: unknown } = {},
): Promise<McpReply> {
  return sendMcp(
    { url, credentials },
    JSON.stringify(mcpMessage(era, method, params)),
    mcpHeaders(era, method, params.name ?? params.uri),
  );
}

/** Sends a body as it is. */
export async function sendMcp(
  { url, credentials }: McpSender,
  body: string,
  headers: Readonly<Record<string, string>> = mcpHeaders('2025-11-25', 'ping'),
): Promise<McpReply> {
  const answer = await request(`${url}/mcp`, {
    method: 'POST',
    body,
    authorization: null,
    headers: { ...headers, ...credentials },
  });
  const isEvent = answer.headers.get('content-type')?.startsWith('text/event-stream');
  const message = isEvent ? JSON.parse(/^data: (.*)$/m.exec(answer.text)?.[1] ?? 'null') : answer.body;
  return { ...answer, result: message?.result, error: message?.error };
}

/** Calls a tool; its text and data. */
export async function callTool(sender: McpSender, era: Era, name: string, given: object = {}) {
  const { result, error, status } = await askMcp(sender, era, 'tools/call', { name, arguments: given });
  return {
    status,
    error,
    failed: result?.isError === true,
    text: String(result?.content?.[0]?.text ?? ''),
    data: result?.structuredContent,
  };
}
