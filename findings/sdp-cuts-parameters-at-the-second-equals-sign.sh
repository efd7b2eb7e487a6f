#!/bin/sh
# Guess: the value of a parameter in `a=fmtp` is all that stands behind its first equals sign, so that parameter sets of
# H.264, which are base64 and often end in `==`, come through. parseFmtp of sdp 3.2.2 cuts a value off at the second equals
# sign, and writeFmtp of the same module then writes the shorter one: what is sent on is not what was offered.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund sdp@3.2.2 >/dev/null
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import SDP from 'sdp';
console.log('sdp', JSON.parse(readFileSync('node_modules/sdp/package.json', 'utf8')).version);
const sets = `${Buffer.from('first set').toString('base64')},${Buffer.from('2nd1').toString('base64')}`;
assert.match(sets, /==$/);
const line = `a=fmtp:96 packetization-mode=1;sprop-parameter-sets=${sets}`;
const parameters = SDP.parseFmtp(line);
console.log('given:', line);
console.log('written:', SDP.writeFmtp({ payloadType: 96, parameters }).trim());
assert.equal(parameters['packetization-mode'], '1');
assert.equal(parameters['sprop-parameter-sets'], sets.replace(/=+$/, ''));
JS
node run.mjs
