#!/bin/sh
# Guess: the two codecs of alawmulaw have one interface: encodeSample gives the byte of the sample, 0 to 255, as G.711
# has it (silence is 0xFF in mu-law, 0xD5 in A-law). alawmulaw 6.0.0 does so for A-law; for mu-law it gives negative
# numbers, -1 for silence. Its encode() of many samples hides that by storing bytes; a table, a comparison with 0xFF or
# a Buffer's writeUInt8 does not: the last one throws.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts alawmulaw@6.0.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import codecs from 'alawmulaw';
const { alaw, mulaw } = codecs;
console.log('alawmulaw', JSON.parse(readFileSync('node_modules/alawmulaw/package.json', 'utf8')).version);
const range = ({ encodeSample }) => {
  const codes = Array.from({ length: 65_536 }, (_, index) => encodeSample(index - 32_768));
  return `${codes.reduce((least, code) => Math.min(least, code))} to ${codes.reduce((most, code) => Math.max(most, code))}`;
};
const silence = [alaw.encodeSample(0), mulaw.encodeSample(0), mulaw.encode(new Int16Array(1))[0]];
const ranges = [range(alaw), range(mulaw)];
let write = 'written';
try {
  Buffer.alloc(1).writeUInt8(mulaw.encodeSample(0));
} catch ({ code }) {
  write = code;
}
console.log(`A-law: ${ranges[0]}, silence ${silence[0]}`);
console.log(`mu-law: ${ranges[1]}, silence ${silence[1]}, the same by encode() ${silence[2]}; writeUInt8 of it: ${write}`);
const asSeen = ranges[0] === '0 to 255' && ranges[1] === '-256 to -1' && silence.join() === '213,-1,255';
process.exit(asSeen && write === 'ERR_OUT_OF_RANGE' ? 0 : 1);
JS
node run.mjs
