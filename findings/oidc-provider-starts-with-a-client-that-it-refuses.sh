#!/bin/sh
# Guess: oidc-provider checks the clients of its configuration when it is made, as it does other parts of it (an unknown
# feature throws there), and does not start with a client that it would refuse. Version 9.13.3 starts, and says nothing
# about it in the log. Only the client is told, each time it asks for a token, by an error that belongs to registration
# (RFC 7591): 400 invalid_client_metadata. Here it may refresh, while no scope of the provider leads to refresh tokens.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts oidc-provider@9.13.3 >/dev/null
cat >run.mjs <<'JS'
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
console.log('oidc-provider', JSON.parse(readFileSync('node_modules/oidc-provider/package.json', 'utf8')).version);
const said = [];
for (const method of ['log', 'info', 'warn', 'error']) {
  const print = console[method].bind(console);
  console[method] = (...words) => {
    said.push(words.join(' '));
    if (method === 'log') print(...words);
  };
}
const client = (id, ...grants) => ({
  client_id: id,
  client_secret: 'secret',
  grant_types: ['client_credentials', ...grants],
  redirect_uris: [],
  response_types: [],
});
const features = { clientCredentials: { enabled: true }, devInteractions: { enabled: false } };
const make = (settings) => {
  try {
    return new Provider('http://127.0.0.1', { scopes: ['openid'], ...settings });
  } catch ({ message }) {
    return message;
  }
};
const unknownFeature = make({ features: { ...features, unheardOf: { enabled: true } } });
console.log('made with an unknown feature:', unknownFeature);
const provider = make({ features, clients: [client('good'), client('bad', 'refresh_token')] });
console.log('made with a client that it refuses:', provider instanceof Provider ? 'no error' : provider);
const server = createServer(provider.callback()).listen(0, '127.0.0.1');
await once(server, 'listening');
const statuses = [];
for (const id of ['good', 'bad']) {
  const authorization = `Basic ${Buffer.from(`${id}:secret`).toString('base64')}`;
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/token`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { error, error_description } = await answer.json();
  console.log(`${id}: ${answer.status} ${error ?? ''} ${error_description ?? ''}`.trimEnd());
  statuses.push(answer.status, error);
}
server.closeAllConnections();
server.close();
const hinted = said.some((words) => /client_metadata|grant_types/.test(words) && !words.startsWith('bad: '));
process.exitCode = typeof unknownFeature === 'string' && statuses.join() === '200,,400,invalid_client_metadata' && !hinted ? 0 : 1;
JS
node run.mjs
