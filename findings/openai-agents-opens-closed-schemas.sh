#!/bin/sh
# Guess: @openai/agents shows a model the inputSchema of an MCP tool as the server wrote it, unless it is asked to make it
# strict. Version 0.20.0 changes one thing in it unasked: `additionalProperties: false` at its root becomes true, so the
# model is told that it may add members, which a server that means its schema refuses. Inside members the same keyword
# stays.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @openai/agents@0.20.0 zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { Agent, getAllMcpTools, RunContext } from '@openai/agents';
console.log('@openai/agents', JSON.parse(readFileSync('node_modules/@openai/agents/package.json', 'utf8')).version);
const closed = (properties) => ({ type: 'object', properties, required: Object.keys(properties), additionalProperties: false });
const inputSchema = closed({ customer: closed({ name: { type: 'string' } }) });
const server = {
  name: 'finding',
  cacheToolsList: false,
  connect: async () => {},
  close: async () => {},
  invalidateToolsCache: async () => {},
  listTools: async () => [{ name: 'rename', description: 'rename', inputSchema: structuredClone(inputSchema) }],
  callTool: async () => [],
};
const shown = async (settings) => {
  const agent = new Agent({ name: 'finding' });
  const [tool] = await getAllMcpTools({ mcpServers: [server], runContext: new RunContext({}), agent, ...settings });
  return [tool.parameters.additionalProperties, tool.parameters.properties.customer.additionalProperties];
};
const byDefault = await shown({});
const strict = await shown({ convertSchemasToStrict: true });
console.log('additionalProperties at the root and inside, by the server: false, false');
console.log('as it comes:', byDefault.join(', '));
console.log('asked to be strict:', strict.join(', '));
process.exit(byDefault.join() === 'true,false' && strict.join() === 'false,false' ? 0 : 1);
JS
node run.mjs
