#!/bin/sh
# Guess: whether a WAV file is lossless follows from its codec: G.711 and GSM throw sound away. music-metadata 12.1.0 says
# lossless: true of mu-law and GSM unless the file has a fact chunk, which many recorders of calls leave out; and without
# that chunk it counts each block of 65 bytes of GSM as one sample, so that two seconds become 0.00625.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts music-metadata@12.1.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { parseBuffer } from 'music-metadata';
console.log('music-metadata', JSON.parse(readFileSync('node_modules/music-metadata/package.json', 'utf8')).version);
function chunk(name, body) {
  const head = Buffer.alloc(8);
  head.write(name);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
function wave({ codec, bytesPerSecond, block, bits, samplesPerBlock }, samples, data) {
  const format = Buffer.alloc(samplesPerBlock ? 20 : 18);
  format.writeUInt16LE(codec, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(8000, 4);
  format.writeUInt32LE(bytesPerSecond, 8);
  format.writeUInt16LE(block, 12);
  format.writeUInt16LE(bits, 14);
  if (samplesPerBlock) {
    format.writeUInt16LE(2, 16);
    format.writeUInt16LE(samplesPerBlock, 18);
  }
  const fact = samples ? [chunk('fact', Buffer.from(Uint32Array.of(samples).buffer))] : [];
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), ...fact, chunk('data', data)]));
}
const muLaw = { codec: 7, bytesPerSecond: 8000, block: 1, bits: 8 };
const gsm = { codec: 0x31, bytesPerSecond: 1625, block: 65, bits: 0, samplesPerBlock: 320 };
const files = {
  'mu-law with a fact chunk': wave(muLaw, 16000, Buffer.alloc(16000)),
  'mu-law without': wave(muLaw, 0, Buffer.alloc(16000)),
  'GSM with a fact chunk': wave(gsm, 16000, Buffer.alloc(3250)),
  'GSM without': wave(gsm, 0, Buffer.alloc(3250)),
};
const outcomes = [];
for (const [what, file] of Object.entries(files)) {
  const { codec, duration, lossless } = (await parseBuffer(file, 'audio/wav', { duration: true })).format;
  console.log(`${what}: ${codec}, ${duration} seconds, lossless: ${lossless}`);
  outcomes.push(duration, lossless);
}
const seen = [2, false, 2, true, 2, false, 0.00625, true];
process.exit(outcomes.join() === seen.join() ? 0 : 1);
JS
node run.mjs
