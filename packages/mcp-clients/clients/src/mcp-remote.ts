import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { IMPLEMENTATION, type McpClient } from './client.ts';
import { textOf } from './text-of.ts';

/** The program itself. */
export const MCP_REMOTE = join(
  dirname(createRequire(import.meta.url).resolve('mcp-remote/package.json')),
  'dist/proxy.js',
);

/** The bridge for clients that start servers as programs, such as Claude Desktop. */
export const mcpRemote: McpClient = {
  name: 'mcp-remote',
  async connect(target) {
    const folder = await mkdtemp(join(tmpdir(), 'mcp-remote-'));
    const client = new Client(IMPLEMENTATION);
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        // A blank in an argument is lost on the way in some programs, so the value comes from a variable.
        args: [
          MCP_REMOTE,
          target.url,
          '--transport',
          'http-only',
          '--header',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the program that puts the variable in
          'Authorization:${AUTH_HEADER}',
        ],
        env: {
          PATH: process.env.PATH ?? '',
          AUTH_HEADER: `Bearer ${target.apiKey}`,
          MCP_REMOTE_CONFIG_DIR: folder,
        },
        stderr: 'ignore',
      }),
    );
    return {
      toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
      call: async (tool, given) => textOf((await client.callTool({ name: tool, arguments: given })).content),
      async close() {
        await client.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};
