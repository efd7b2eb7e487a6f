import type { McpRequest } from './message.ts';

/** The headers that MCP reads. */
const NAMES = ['content-type', 'accept', 'mcp-protocol-version', 'mcp-method', 'mcp-name'] as const;
/** Whoever takes anything takes what MCP answers with. */
const BOTH = 'application/json, text/event-stream';
const ANYTHING = /(?:^|,)\s*\*\/\*\s*(?:[,;]|$)/;

/** The headers of a request that MCP reads, as the SDK takes them. */
export function mcpHeaders({ header }: McpRequest): readonly (readonly [name: string, value: string])[] {
  return NAMES.flatMap((name) => {
    const value = header(name);
    if (name === 'accept' && (value === undefined || ANYTHING.test(value))) return [[name, BOTH] as const];
    return value === undefined ? [] : [[name, value] as const];
  });
}
