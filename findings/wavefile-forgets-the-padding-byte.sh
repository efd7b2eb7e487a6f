#!/bin/sh
# Guess: a tag that is set with wavefile is in the file that it writes, whatever the length of the recording: RIFF chunks
# of odd length are followed by a byte of padding. wavefile 11.0.0 writes none behind 8-bit samples of an odd number, so
# the tags behind them stand one byte too early: it does not find them itself, while an even number keeps them. Packing
# an odd number of samples as mu-law adds one sample instead.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts wavefile@11.0.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import wavefile from 'wavefile';
const { WaveFile } = wavefile;
console.log('wavefile', JSON.parse(readFileSync('node_modules/wavefile/package.json', 'utf8')).version);
const outcomes = [];
for (const count of [160, 161]) {
  const wave = new WaveFile();
  wave.fromScratch(1, 8000, '8', new Array(count).fill(128));
  wave.setTag('ICMT', 'billing');
  const written = wave.toBuffer();
  const tag = new WaveFile(written).getTag('ICMT');
  const packed = new WaveFile();
  packed.fromScratch(1, 8000, '16', new Array(count).fill(0));
  packed.toMuLaw();
  const samples = packed.getSamples().length;
  console.log(`${count} samples: file of ${written.length} bytes, tag read from it: ${tag}; as mu-law: ${samples} samples`);
  outcomes.push(written.length % 2, tag, samples);
}
process.exit(outcomes.join() === '0,billing,160,1,,162' ? 0 : 1);
JS
node run.mjs
