import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { authorization, IMPLEMENTATION, type McpClient } from './client.ts';
import { textOf } from './text-of.ts';

/** The client of the official SDK, version 1, which most others are made of. */
export const sdk1: McpClient = {
  name: '@modelcontextprotocol/sdk 1',
  async connect(target) {
    const client = new Client(IMPLEMENTATION);
    const transport = new StreamableHTTPClientTransport(new URL(target.url), {
      requestInit: { headers: authorization(target) },
    });
    await client.connect(transport);
    return {
      toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
      call: async (tool, given) => textOf((await client.callTool({ name: tool, arguments: given })).content),
      close: () => client.close(),
    };
  },
};
