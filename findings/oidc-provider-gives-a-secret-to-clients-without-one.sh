#!/bin/sh
# Guess: with clientDefaults.token_endpoint_auth_method 'none', a client that registers without naming a method is a public
# one, and its answer has no client_secret, as when it names 'none' itself. With oidc-provider 9.13.3 the answer says
# 'none' and hands out a client_secret beside it, which nobody will ever ask for: whether to make one is decided from what
# was sent, before defaults are filled in. Clients that go by the secret then send it, and are refused.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund --ignore-scripts oidc-provider@9.13.3 >/dev/null
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
console.warn = () => {};
console.log('oidc-provider', JSON.parse(readFileSync('node_modules/oidc-provider/package.json', 'utf8')).version);
const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  features: { registration: { enabled: true }, devInteractions: { enabled: false } },
  clientDefaults: { token_endpoint_auth_method: 'none' },
});
server.on('request', provider.callback());
async function register(more) {
  const body = JSON.stringify({ redirect_uris: ['https://client.example/callback'], ...more });
  const response = await fetch(`${issuer}/reg`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const client = await response.json();
  const seen = { method: client.token_endpoint_auth_method, hasSecret: 'client_secret' in client };
  console.log(`${JSON.stringify(more)}: ${response.status} ${JSON.stringify(seen)}`);
  return { client, seen };
}
const byDefault = await register({});
const named = await register({ token_endpoint_auth_method: 'none' });
assert.deepEqual(byDefault.seen, { method: 'none', hasSecret: true });
assert.deepEqual(named.seen, { method: 'none', hasSecret: false });
const { client_id, client_secret } = byDefault.client;
const response = await fetch(`${issuer}/token`, {
  method: 'POST',
  headers: { authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` },
  body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://client.example/callback' }),
});
const { error } = await response.json();
console.log('its secret as Basic:', response.status, error);
assert.equal(error, 'invalid_client');
server.close();
JS
node run.mjs
