#!/bin/sh
# Guess: a variable of a resource template reaches the function that reads the resource as the client put it in: the SDK's
# UriTemplate escapes it on one side (RFC 6570) and takes that back on the other. @modelcontextprotocol/server 2.4.0 hands
# it over escaped: a customer "Doe & Sons" is asked for as "Doe%20%26%20Sons", and is not found.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @modelcontextprotocol/server@2.4.0 @modelcontextprotocol/client@2.4.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { Client, InMemoryTransport, UriTemplate } from '@modelcontextprotocol/client';
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
for (const name of ['@modelcontextprotocol/server', '@modelcontextprotocol/client']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const template = 'customers://{name}';
const asked = [];
const server = new McpServer({ name: 'finding', version: '1' });
server.registerResource('customer', new ResourceTemplate(template, { list: undefined }), {}, (uri, { name }) => {
  asked.push(name);
  return { contents: [{ uri: uri.href, text: 'found' }] };
});
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'finding', version: '1' });
await client.connect(near);
const names = ['Roe', 'Doe & Sons', 'A/B'];
for (const name of names) {
  const uri = new UriTemplate(template).expand({ name });
  await client.readResource({ uri });
  console.log(`put in: ${name}; address: ${uri}; handed over: ${asked.at(-1)}`);
}
await client.close();
process.exit(asked.join() === 'Roe,Doe%20%26%20Sons,A%2FB' ? 0 : 1);
JS
node run.mjs
