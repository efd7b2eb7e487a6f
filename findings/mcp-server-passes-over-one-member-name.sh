#!/bin/sh
# Guess: the arguments of a tool whose JSON Schema takes any member ("additionalProperties": true) reach the handler as they
# stand in the message, or a name such as "__proto__" is refused, or dropped wherever it stands. @modelcontextprotocol/server
# 2.4.0 hands over "constructor" and "toString", and "__proto__" of objects further down; but an argument called so, which is
# plain JSON, is passed over without a word, so that whoever stores what was proposed stores something else than was sent.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/server@2.4.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { InMemoryTransport, Server } from '@modelcontextprotocol/server';
const { version } = JSON.parse(readFileSync('node_modules/@modelcontextprotocol/server/package.json', 'utf8'));
console.log('@modelcontextprotocol/server', version);
const sent = '{"n":71,"constructor":1,"toString":2,"__proto__":{"a":1},"deep":{"__proto__":3,"m":4}}';
const server = new Server({ name: 'finding', version: '1' }, { capabilities: { tools: {} } });
let received;
server.setRequestHandler('tools/call', ({ params }) => {
  received = JSON.stringify(params.arguments);
  return { content: [{ type: 'text', text: 'done' }] };
});
const [near, far] = InMemoryTransport.createLinkedPair();
const answers = [];
near.onmessage = (message) => answers.push(message);
await near.start();
await server.connect(far);
const ask = async (id, method, params) => {
  await near.send({ jsonrpc: '2.0', id, method, params });
  while (!answers.some((answer) => answer.id === id)) await new Promise((resolve) => setImmediate(resolve));
};
await ask(1, 'initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'finding', version: '1' },
});
await ask(2, 'tools/call', { name: 'any', arguments: JSON.parse(sent) });
console.log('sent:    ', sent);
console.log('received:', received);
const expected = '{"n":71,"constructor":1,"toString":2,"deep":{"__proto__":3,"m":4}}';
process.exit(version === '2.4.0' && received === expected ? 0 : 1);
JS
node run.mjs
