#!/bin/sh
# Guess: an agent of Google's Agent Development Kit shows the model the JSON Schema of an MCP tool as the server wrote it,
# as mcpToTool of @google/genai does (which has a member for just that, parametersJsonSchema). With @google/adk 2.0.0 it
# is rebuilt from type, enum, properties, items and required: pattern, format, limits, defaults and const (beside a type)
# are gone, an enumeration of numbers asks for texts, oneOf leaves a member without any type, and what says how to use a
# member is lost where the member may be null. Such a model learns the rules of a tool by being refused.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund --ignore-scripts @google/adk@2.0.0 @google/genai@2.32.0 \
  @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/sdk@1.32.2 >/dev/null
cat >server.mjs <<'JS'
import { fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
const inputSchema = fromJsonSchema({
  type: 'object',
  properties: {
    number: { type: 'string', pattern: '^[+][0-9]+$', maxLength: 16 },
    ringSeconds: { type: 'integer', minimum: 5, maximum: 60, default: 20 },
    kind: { type: 'string', const: 'forward' },
    digits: { type: 'integer', enum: [3, 4] },
    when: { oneOf: [{ type: 'string', format: 'date' }, { type: 'integer' }] },
    greeting: { description: 'Null takes it away.', anyOf: [{ type: 'string' }, { type: 'null' }] },
  },
  required: ['number'],
});
const server = new McpServer({ name: 'finding', version: '1' });
server.registerTool('forward', { inputSchema }, () => ({ content: [] }));
await server.connect(new StdioServerTransport());
JS
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { MCPToolset } from '@google/adk';
import { mcpToTool } from '@google/genai';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
console.log('@google/adk', JSON.parse(readFileSync('node_modules/@google/adk/package.json', 'utf8')).version);
const serverParams = { command: process.execPath, args: ['server.mjs'] };
const toolset = new MCPToolset({ type: 'StdioConnectionParams', serverParams });
const [tool] = await toolset.getTools();
const { properties } = tool._getDeclaration().parameters;
await toolset.close();
const client = new Client({ name: 'finding', version: '1' });
await client.connect(new StdioClientTransport(serverParams));
const { functionDeclarations } = await mcpToTool(client).tool();
await client.close();
const whole = functionDeclarations[0].parametersJsonSchema.properties;
for (const name of Object.keys(whole)) {
  console.log(`${name}: ${JSON.stringify(whole[name])} becomes ${JSON.stringify(properties[name])}`);
}
assert.equal(whole.number.pattern, '^[+][0-9]+$');
assert.deepEqual(properties, {
  number: { type: 'STRING' },
  ringSeconds: { type: 'INTEGER' },
  kind: { type: 'STRING' },
  digits: { type: 'INTEGER', enum: ['3', '4'] },
  when: { type: 'TYPE_UNSPECIFIED' },
  greeting: { type: 'STRING', nullable: true },
});
JS
node run.mjs
