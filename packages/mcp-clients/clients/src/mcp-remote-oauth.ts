import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { IMPLEMENTATION } from './client.ts';
import { MCP_REMOTE } from './mcp-remote.ts';

/** `mcp-remote` that runs, let in by OAuth. */
export interface RunningMcpRemote {
  toolNames(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What `mcp-remote` calls itself. */
export const MCP_REMOTE_NAME = 'MCP CLI Proxy';

/**
 * Starts `mcp-remote` for an address, without any key.
 *
 * @param folder Where it keeps its tokens, for all who share them.
 * @param visit Goes where it sends its person, and lets it in.
 */
export async function startMcpRemote(
  url: string,
  folder: string,
  visit: (authorizationUrl: URL) => Promise<unknown>,
): Promise<RunningMcpRemote> {
  const client = new Client(IMPLEMENTATION);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MCP_REMOTE, url, '--transport', 'http-only', '--auth-timeout', '120'],
    // It would open a browser of its own. Ours reads the address off what it prints.
    env: { PATH: '', BROWSER: 'none', MCP_REMOTE_CONFIG_DIR: folder },
    stderr: 'pipe',
  });
  let printed = '';
  let visiting: Promise<unknown> | undefined;
  transport.stderr?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    const address = /(http\S+\/oauth\/authorize\?\S+)\s/.exec(printed)?.[1];
    if (address === undefined || visiting) return;
    visiting = visit(new URL(address));
    visiting.catch(() => client.close());
  });
  try {
    await client.connect(transport, { timeout: 150_000 });
    await visiting;
  } catch (error) {
    await client.close();
    await visiting;
    throw new Error(`mcp-remote did not connect: ${printed}`, { cause: error });
  }
  return {
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
    close: () => client.close(),
  };
}

/** Makes the access token that `mcp-remote` keeps in a folder useless, as if it had expired; whether there was one. */
export async function spoilKeptToken(folder: string): Promise<boolean> {
  const files = await readdir(folder, { recursive: true });
  const kept = files.filter((file) => file.endsWith('tokens.json'));
  for (const file of kept) {
    const place = join(folder, file);
    const tokens: unknown = JSON.parse(await readFile(place, 'utf8'));
    await writeFile(place, JSON.stringify({ ...Object(tokens), access_token: 'e30.e30.e30' }));
  }
  return kept.length > 0;
}
