#!/bin/sh
# Guess: @langchain/mcp-adapters hands the inputSchema of a tool on as it is, or makes it looser where a model could not
# follow it; in the end the server judges. Version 1.1.4 writes it anew and checks arguments against that itself: of
# alternatives told apart by a constant only the last constant is left, so that all others are refused, and what `then`
# requires is required always. Calls that the server would take never reach it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @langchain/mcp-adapters@1.1.4 @langchain/core@1.4.0 @modelcontextprotocol/sdk@1.32.2 ajv@8.20.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { loadMcpTools } from '@langchain/mcp-adapters';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { Ajv } from 'ajv';
for (const name of ['@langchain/mcp-adapters', '@langchain/core']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const text = { type: 'string' };
const schemas = {
  notify: {
    type: 'object',
    oneOf: [
      { type: 'object', properties: { by: { const: 'mail' }, address: text }, required: ['by', 'address'] },
      { type: 'object', properties: { by: { const: 'call' }, number: text }, required: ['by', 'number'] },
    ],
  },
  route: {
    type: 'object',
    properties: { mode: { enum: ['normal', 'forward'] }, target: text },
    required: ['mode'],
    if: { properties: { mode: { const: 'forward' } } },
    then: { required: ['target'] },
  },
};
const calls = [
  ['notify', { by: 'mail', address: 'a@example.com' }],
  ['notify', { by: 'call', number: '+12015550123' }],
  ['route', { mode: 'normal' }],
  ['route', { mode: 'forward', target: '101' }],
];
const reached = [];
const server = new Server({ name: 'finding', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: Object.entries(schemas).map(([name, inputSchema]) => ({ name, description: name, inputSchema })),
}));
server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
  reached.push(JSON.stringify(params.arguments));
  return { content: [{ type: 'text', text: 'done' }] };
});
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'finding', version: '1' });
await client.connect(near);
const tools = await loadMcpTools('finding', client);
for (const { name, schema } of tools) console.log(`${name} for the model: ${JSON.stringify(schema)}`);
const ajv = new Ajv({ strict: false });
const outcomes = [];
for (const [name, call] of calls) {
  const valid = ajv.validate(schemas[name], call);
  const outcome = await tools.find((tool) => tool.name === name).invoke(call).then(
    () => 'called',
    (error) => error.constructor.name,
  );
  console.log(`${name} ${JSON.stringify(call)}: valid: ${valid}; ${outcome}`);
  outcomes.push(`${valid} ${outcome}`);
}
await client.close();
const refused = 'true ToolInputParsingException';
const asSeen = outcomes.join() === [refused, 'true called', refused, 'true called'].join();
process.exit(asSeen && reached.length === 2 ? 0 : 1);
JS
node run.mjs
