#!/bin/sh
# Guess: the variables of `{?state,purpose}` in a resource template are optional and come in any order, as in RFC 6570 and
# as query parameters do: an address that the SDK's own UriTemplate writes for one of them is read by the template. In
# @modelcontextprotocol/server 2.4.0 it is not: only an address with all of them, in the order of the template, is;
# for every other one the client hears that there is no such resource.
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
const template = 'sessions://list{?state,purpose}';
const server = new McpServer({ name: 'finding', version: '1' });
server.registerResource('sessions', new ResourceTemplate(template, { list: undefined }), {}, (uri) => ({
  contents: [{ uri: uri.href, text: 'found' }],
}));
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'finding', version: '1' });
await client.connect(near);
const expand = (variables) => new UriTemplate(template).expand(variables);
const addresses = [
  expand({ state: 'Open', purpose: 'billing' }),
  expand({ state: 'Open' }),
  expand({ purpose: 'billing' }),
  expand({}),
  'sessions://list?purpose=billing&state=Open',
];
const outcomes = [];
for (const uri of addresses) {
  const outcome = await client.readResource({ uri }).then(
    ({ contents }) => contents[0].text,
    ({ code, message }) => `${code} ${message}`,
  );
  console.log(`${uri}: ${outcome}`);
  outcomes.push(outcome);
}
await client.close();
const [all, ...others] = outcomes;
process.exit(all === 'found' && others.every((outcome) => /^-32\d+ Resource .*not found/i.test(outcome)) ? 0 : 1);
JS
node run.mjs
