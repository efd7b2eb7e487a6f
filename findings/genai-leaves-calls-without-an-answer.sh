#!/bin/sh
# Guess: callTool of what mcpToTool of @google/genai gives answers each function call that it is handed, under its id: a
# FunctionResponse has an `id` for that, and a call of a function that no server has gets an error. Version 3.3.0 copies
# no id, and leaves a call that it cannot place out: fewer answers than calls, and nothing in them says which call each
# belongs to. Two calls of one function are told apart by their order alone.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @google/genai@3.3.0 @modelcontextprotocol/sdk@1.32.2 zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { mcpToTool } from '@google/genai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
console.log('@google/genai', JSON.parse(readFileSync('node_modules/@google/genai/package.json', 'utf8')).version);
const server = new McpServer({ name: 'finding', version: '1' });
server.registerTool('greet', { inputSchema: { name: z.string() } }, ({ name }) => ({
  content: [{ type: 'text', text: `Hello ${name}` }],
}));
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'finding', version: '1' });
await client.connect(near);
const callable = mcpToTool(client);
await callable.tool();
const parts = await callable.callTool([
  { id: 'call-1', name: 'greet', args: { name: 'Doe' } },
  { id: 'call-2', name: 'withdrawn', args: {} },
  { id: 'call-3', name: 'greet', args: { name: 'Roe' } },
]);
await client.close();
console.log('calls: call-1 greet, call-2 withdrawn (no server has it), call-3 greet');
const answers = parts.map(({ functionResponse }) => functionResponse);
for (const { id, name, response } of answers) console.log(`answer: id ${id}, ${name}: ${response.content[0].text}`);
const asSeen = answers.length === 2 && answers.every(({ id, name }) => id === undefined && name === 'greet');
process.exit(asSeen ? 0 : 1);
JS
node run.mjs
