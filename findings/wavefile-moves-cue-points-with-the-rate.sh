#!/bin/sh
# Guess: cue points of wavefile are set and listed in milliseconds, so they stay where they are in the recording when its
# sample rate changes. wavefile 11.0.0 keeps the count of samples instead: after toSampleRate(8000) of a recording with
# 16,000 Hz each point is listed, and written, at twice its time, the later half of them behind the end.
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
const wave = new WaveFile();
wave.fromScratch(1, 16_000, '16', new Array(32_000).fill(0));
for (const position of [250, 750, 1500]) wave.setCuePoint({ position, label: `at ${position}` });
const positions = (file) => file.listCuePoints().map(({ position }) => position);
const before = positions(wave);
wave.toSampleRate(8000);
const after = positions(wave);
const read = positions(new WaveFile(wave.toBuffer()));
console.log(`two seconds at 16,000 Hz, cue points at ${before.join(', ')} ms`);
console.log(`at 8,000 Hz: ${wave.getSamples().length / 8000} s, cue points at ${after.join(', ')} ms; written and read: ${read.join(', ')} ms`);
const asSeen = before.join() === '250,750,1500' && after.join() === '500,1500,3000' && read.join() === after.join();
process.exit(asSeen && wave.getSamples().length === 16_000 ? 0 : 1);
JS
node run.mjs
