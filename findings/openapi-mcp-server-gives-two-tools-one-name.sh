#!/bin/sh
# Guess: operationIds that are unique give tools whose names are. @ivotoby/openapi-mcp-server 1.16.1 abbreviates names
# unless told not to, and leaves out words that it takes for filler, such as "action": newSession and newSessionAction
# both become new-session, and a client that calls new-session by its name reaches one of them only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @ivotoby/openapi-mcp-server@1.16.1 @modelcontextprotocol/sdk@1.26.0 >/dev/null
cat >things.json <<'JSON'
{ "openapi": "3.1.0", "info": { "title": "Things", "version": "1" }, "servers": [{ "url": "http://127.0.0.1:9" }],
  "paths": {
    "/sessions": { "post": { "operationId": "newSession", "responses": { "200": { "description": "ok" } } } },
    "/actions": { "post": { "operationId": "newSessionAction", "responses": { "200": { "description": "ok" } } } } } }
JSON
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
const server = 'node_modules/@ivotoby/openapi-mcp-server';
console.log(server, JSON.parse(readFileSync(`${server}/package.json`, 'utf8')).version);
const client = new Client({ name: 'finding', version: '1' });
const args = [`${server}/bin/mcp-server.js`, '--api-base-url', 'http://127.0.0.1:9', '--openapi-spec', 'things.json'];
await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
const { tools } = await client.listTools();
await client.close();
const names = tools.map(({ name }) => name);
console.log('tools:', names.join(', '));
process.exit(names.length === 2 && names[0] === names[1] ? 0 : 1);
JS
node run.mjs
