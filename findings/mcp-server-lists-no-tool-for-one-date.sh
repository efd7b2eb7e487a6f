#!/bin/sh
# Guess: a tool whose Zod schema has no JSON Schema (z.coerce.date(), z.bigint(), a transform in its output) is refused when
# it is registered, or is left out of the list, or listed with a looser schema. @modelcontextprotocol/server 2.4.0 takes
# it without a word, and calls of it work; but tools/list fails as a whole from then on, so that no client learns of
# any tool, and the error names neither the tool nor the member.
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
const server = new McpServer({ name: 'finding', version: '1' });
const [near, far] = InMemoryTransport.createLinkedPair();
const client = new Client({ name: 'finding', version: '1' });
const done = (text) => ({ content: [{ type: 'text', text }] });
server.registerTool('plain', { inputSchema: z.object({ text: z.string() }) }, () => done('plain'));
await server.connect(far);
await client.connect(near);
const list = () =>
  client.listTools(undefined, { cacheMode: 'refresh' }).then(
    ({ tools }) => tools.map(({ name }) => name).join(', '),
    ({ code, message }) => `${code} ${message}`,
  );
const before = await list();
console.log('tools:', before);
server.registerTool('dated', { inputSchema: z.object({ since: z.coerce.date() }) }, ({ since }) => done(since.toISOString()));
console.log('registered a second one, with a date');
const called = await client.callTool({ name: 'dated', arguments: { since: '2026-01-31' } });
console.log('a call of it:', called.content[0].text);
const after = await list();
console.log('tools:', after);
await client.close();
const works = called.content[0].text === '2026-01-31T00:00:00.000Z';
process.exit(before === 'plain' && works && after === '-32603 Date cannot be represented in JSON Schema' ? 0 : 1);
JS
node run.mjs
