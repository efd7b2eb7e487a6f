import type { McpEndpoint, McpOptions } from '@ai-sessions/mcp';
import { onFirstUse } from '../on-first-use.ts';

/**
 * The MCP adapter, loaded by the first message to it: the SDK takes more memory than all of REST, and many a process never
 * hears from an agent.
 */
export function createMcp(options: McpOptions): McpEndpoint {
  let opened: McpEndpoint | undefined;
  const endpoint = onFirstUse(async () => {
    const { createMcpEndpoint } = await import('@ai-sessions/mcp');
    opened = createMcpEndpoint(options);
    return opened;
  });
  return {
    handle: async (request, context) => (await endpoint()).handle(request, context),
    close: async () => opened?.close(),
  };
}
