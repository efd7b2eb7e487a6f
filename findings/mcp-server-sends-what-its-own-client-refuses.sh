#!/bin/sh
# Guess: a result that the MCP server has checked against a tool's outputSchema is one that a client of the same SDK takes:
# with Zod, what leaves is what the schema gives (defaults filled in, unknown members removed), or the schema that is
# listed allows what leaves. @modelcontextprotocol/server 2.4.0 checks by parsing, but sends what the handler returned,
# and lists the schema of what parsing would have given: a member with a default is required there, and others are
# forbidden. @modelcontextprotocol/client 2.4.0 refuses the result, after the tool has done its work.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/client@2.4.0 zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
for (const name of ['@modelcontextprotocol/server', '@modelcontextprotocol/client', 'zod']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const results = {
  exact: { count: 1, state: 'Open' },
  defaulted: { count: 1 },
  additional: { count: 1, state: 'Open', note: 'kept for later' },
};
const outputSchema = z.object({ count: z.number(), state: z.string().default('Open') });
const server = new McpServer({ name: 'finding', version: '1' });
const calls = [];
for (const [name, structuredContent] of Object.entries(results)) {
  server.registerTool(name, { inputSchema: z.object({}), outputSchema }, () => {
    calls.push(name);
    return { content: [{ type: 'text', text: 'done' }], structuredContent };
  });
}
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'finding', version: '1' });
await client.connect(near);
const listed = (await client.listTools()).tools[0].outputSchema;
console.log(`listed: required ${listed.required.join(', ')}; additionalProperties ${listed.additionalProperties}`);
const outcomes = [];
for (const [name, structuredContent] of Object.entries(results)) {
  const outcome = await client.callTool({ name, arguments: {} }).then(
    () => 'taken',
    ({ code, message }) => `${code} ${message}`,
  );
  console.log(`${JSON.stringify(structuredContent)}: the schema takes it: ${outputSchema.safeParse(structuredContent).success}`);
  console.log(`  the client: ${outcome}`);
  outcomes.push(outcome);
}
console.log('handlers that ran:', calls.join(', '));
await client.close();
const refused = outcomes.slice(1).every((outcome) => outcome.startsWith('-32602 Structured content does not match'));
process.exit(outcomes[0] === 'taken' && refused && calls.length === 3 ? 0 : 1);
JS
node run.mjs
