#!/bin/sh
# Guess: a tool that returns one text block gives a ToolMessage with that text, as the README of @langchain/mcp-adapters
# says, whatever stands beside it; structuredContent and _meta go to the artifact. In version 1.1.4 they go there, but
# turn the text into JSON as well: the model reads {"type":"text","text":"…","structuredContent":{…}}, every quotation
# mark and end of line of a Markdown text escaped. A server that adds _meta for tracing changes what models read.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @langchain/mcp-adapters@1.1.4 @langchain/core@1.4.0 @modelcontextprotocol/sdk@1.32.2 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { loadMcpTools } from '@langchain/mcp-adapters';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
for (const name of ['@langchain/mcp-adapters', '@langchain/core']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const text = 'Session "7" is open.\nNothing to do.';
const beside = { nothing: {}, structured: { structuredContent: { id: 7 } }, traced: { _meta: { 'example.com/trace': 'a1' } } };
const server = new Server({ name: 'finding', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: Object.keys(beside).map((name) => ({ name, inputSchema: { type: 'object', properties: {} } })),
}));
server.setRequestHandler(CallToolRequestSchema, ({ params }) => ({
  content: [{ type: 'text', text }],
  ...beside[params.name],
}));
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'finding', version: '1' });
await client.connect(near);
const seen = [];
for (const tool of await loadMcpTools('finding', client)) {
  const { content } = await tool.invoke({ type: 'tool_call', id: '1', name: tool.name, args: {} });
  console.log(`beside the text: ${tool.name}; the model reads:\n${content}\n`);
  seen.push(content === text ? 'text' : JSON.parse(content).text === text ? 'JSON' : 'something else');
}
await client.close();
process.exit(seen.join() === 'text,JSON,JSON' ? 0 : 1);
JS
node run.mjs
