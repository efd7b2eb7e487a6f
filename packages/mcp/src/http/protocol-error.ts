import type { McpAnswer } from './message.ts';

/** Codes of JSON-RPC, and the one that MCP leaves to servers. */
export const codes = {
  parseError: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internalError: -32_603,
  refused: -32_000,
} as const;

/** The id of a request in JSON-RPC; `null` when it is not known. */
export type RequestId = string | number | null;

/** An answer that says why a message was not taken, before any of it was carried out. */
export function protocolError(
  status: number,
  code: (typeof codes)[keyof typeof codes],
  message: string,
  id: RequestId = null,
): McpAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } }),
  };
}
