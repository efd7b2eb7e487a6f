#!/bin/sh
# Guess: decode of node-wav takes the Buffer of readFileSync, as its own example does, and throws for what it cannot read.
# node-wav 0.0.2 reads from the beginning of the ArrayBuffer that the Buffer is a part of. Those of small files, a beep or a
# short prompt, stand somewhere in one that Node.js shares between Buffers: decode returns undefined then, without an error.
# The same bytes in an ArrayBuffer of their own are decoded.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm pkg set type=module
npm install --silent --no-audit --no-fund node-wav@0.0.2 >/dev/null
cat >run.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import wav from 'node-wav';
console.log('Node.js', process.version, 'node-wav', JSON.parse(readFileSync('node_modules/node-wav/package.json', 'utf8')).version);
const samples = Float32Array.from({ length: 80 }, (_, at) => Math.sin(at / 2) / 2);
const encoded = wav.encode([samples], { sampleRate: 8000, float: false, bitDepth: 16 });
const alone = Buffer.from(Uint8Array.from(encoded).buffer);
// As Node.js does with small files and small concatenations, but for the first of its pool.
const [, shared] = [Buffer.concat([alone]), Buffer.concat([alone])];
assert.deepEqual(shared, alone);
assert.ok(shared.byteOffset > 0);
console.log('alone:', wav.decode(alone)?.channelData[0].length, 'samples');
console.log('in a shared ArrayBuffer:', wav.decode(shared));
assert.equal(wav.decode(alone).channelData[0].length, 80);
assert.equal(wav.decode(shared), undefined);
JS
node run.mjs
