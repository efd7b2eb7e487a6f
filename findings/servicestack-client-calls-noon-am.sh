#!/bin/sh
# Guess: timeFmt12 of @servicestack/client 2.1.13 says 12:05:00 PM for five past noon. It says 12:05:00 AM, the same as
# for five past midnight; from one o'clock on it is right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @servicestack/client@2.1.13 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { timeFmt12 } from '@servicestack/client';
const at = 'node_modules/@servicestack/client/package.json';
console.log('@servicestack/client', JSON.parse(readFileSync(at, 'utf8')).version);
const outcomes = [0, 12, 13].map((hour) => {
  const shown = timeFmt12(new Date(2026, 0, 1, hour, 5));
  console.log(`${hour}:05 is shown as ${shown}`);
  return shown;
});
process.exit(outcomes.join() === '12:05:00 AM,12:05:00 AM,01:05:00 PM' ? 0 : 1);
JS
node run.mjs
