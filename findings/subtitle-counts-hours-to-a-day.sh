#!/bin/sh
# Guess: subtitle 4.2.2 writes a time that it has read as it was: 100:00:03,000, which SubRip and WebVTT allow, comes out
# the same. It reads 360,003 seconds rightly and writes 04:00:03,345600000: the hours begin anew after a day, and the days
# go into the milliseconds. Nothing refuses it, and its own reader then gives another time. A call or a recording that
# began more than a day ago is such a time.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts subtitle@4.2.2 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { formatTimestamp, parseTimestamp } from 'subtitle';
console.log('subtitle', JSON.parse(readFileSync('node_modules/subtitle/package.json', 'utf8')).version);
const outcomes = [];
for (const text of ['23:59:59,999', '100:00:03,000']) {
  const milliseconds = parseTimestamp(text);
  const written = formatTimestamp(milliseconds);
  console.log(`${text}: ${milliseconds} ms, written as ${written}`);
  outcomes.push(milliseconds, written);
}
const seen = [86_399_999, '23:59:59,999', 360_003_000, '04:00:03,345600000'];
process.exit(outcomes.join() === seen.join() ? 0 : 1);
JS
node run.mjs
