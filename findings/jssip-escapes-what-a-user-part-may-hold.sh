#!/bin/sh
# Guess: a SIP URI that is parsed and written again by JsSIP stays the same URI. RFC 3261 lets `;`, `=`, `,`, `&` and `$`
# stand in the user part, has sip:alice;day=tuesday@atlanta.com among its examples, and holds reserved characters to be
# different from their escapes (19.1.4). JsSIP 3.13.8 escapes these five, so that what it sends names another user; `?`, `/`
# and `+`, which stand in the same rule of the grammar, it leaves alone.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund jssip@3.13.8 >/dev/null
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import JsSIP from 'jssip';
console.log('jssip', JSON.parse(readFileSync('node_modules/jssip/package.json', 'utf8')).version);
const written = (user) => JsSIP.URI.parse(`sip:${user}@atlanta.com`).toString();
for (const user of ['alice;day=tuesday', 'a,b', 'a&b', 'a$b', 'a?b', 'a/b', 'a+b']) {
  console.log(`sip:${user}@atlanta.com becomes ${written(user)}`);
}
assert.equal(written('alice;day=tuesday'), 'sip:alice%3Bday%3Dtuesday@atlanta.com');
assert.equal(written('a,b'), 'sip:a%2Cb@atlanta.com');
assert.equal(written('a&b'), 'sip:a%26b@atlanta.com');
assert.equal(written('a$b'), 'sip:a%24b@atlanta.com');
for (const user of ['a?b', 'a/b', 'a+b']) assert.equal(written(user), `sip:${user}@atlanta.com`);
JS
node run.mjs
