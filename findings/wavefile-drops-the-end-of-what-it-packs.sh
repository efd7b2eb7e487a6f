#!/bin/sh
# Guess: a recording that wavefile packs as IMA ADPCM and unpacks again has the same sound in it, followed by silence up to
# the end of its last block of 505 samples at most. wavefile 11.0.0 leaves the last block out, whole or not, unless it is
# whole and the only one: the last 63 ms are silent, and silence is added behind, 0.14 s to a second. Each block
# comes back with 506 samples.
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
const block = 505;
const outcomes = [];
for (const blocks of [1, 2, 16]) {
  const count = blocks * block;
  const wave = new WaveFile();
  wave.fromScratch(1, 8000, '16', Array.from({ length: count }, (_, index) => (index % 8 < 4 ? 8000 : -8000)));
  wave.toIMAADPCM();
  const unpacked = new WaveFile(wave.toBuffer());
  unpacked.fromIMAADPCM();
  const samples = Array.from(unpacked.getSamples());
  const heard = samples.findLastIndex((sample) => Math.abs(sample) > 1000) + 1;
  console.log(`${count} samples of sound in blocks of 505 (${blocks}): unpacked ${samples.length}, sound in the first ${heard}`);
  outcomes.push(`${samples.length} ${heard}`);
}
process.exit(outcomes.join() === '1012 506,2020 506,9224 7590' ? 0 : 1);
JS
node run.mjs
