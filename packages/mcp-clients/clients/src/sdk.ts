import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { authorization, IMPLEMENTATION, type McpClient } from './client.ts';
import { textOf } from './text-of.ts';

/** The client of the official SDK, version 2, which speaks the older era unless it is told to ask. */
function sdk(name: string, expected: string, options?: ConstructorParameters<typeof Client>[1]): McpClient {
  return {
    name,
    async connect(target) {
      const client = new Client(IMPLEMENTATION, options);
      await client.connect(
        new StreamableHTTPClientTransport(new URL(target.url), {
          requestInit: { headers: authorization(target) },
        }),
      );
      const spoken = client.getNegotiatedProtocolVersion();
      if (spoken !== expected) throw new Error(`It speaks ${spoken} instead of ${expected}.`);
      return {
        toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
        call: async (tool, given) =>
          textOf((await client.callTool({ name: tool, arguments: given })).content),
        close: () => client.close(),
      };
    },
  };
}

/** The SDK in both eras. */
export const sdkClients: readonly McpClient[] = [
  sdk('@modelcontextprotocol/client, as it comes', '2025-11-25'),
  sdk('@modelcontextprotocol/client, asking for the newer era', '2026-07-28', {
    versionNegotiation: { mode: 'auto' },
  }),
];
