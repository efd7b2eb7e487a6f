#!/bin/sh
# Guess: toXsdDuration and fromXsdDuration of @servicestack/client undo each other for every TimeSpan that a server can
# send, and what they cannot read they refuse. Version 2.1.13 writes minus five seconds as "P", which is no duration at
# all, reads "-PT5S" as plus five, "-P1DT2H" as two hours (the sign eats the day), and months and years as 0.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @servicestack/client@2.1.13 >/dev/null
cat >run.mjs <<'PROGRAM'
import { readFileSync } from 'node:fs';
import { fromXsdDuration, toXsdDuration } from '@servicestack/client';

console.log('@servicestack/client', JSON.parse(readFileSync('node_modules/@servicestack/client/package.json', 'utf8')).version);
const written = [5, 93_600, -5].map((seconds) => {
  const text = toXsdDuration(seconds);
  console.log(`${seconds} s is written ${text}, and read again as ${fromXsdDuration(text)} s`);
  return text;
});
const read = ['-PT5S', '-P1DT2H', 'P1M', 'P1Y'].map((text) => {
  const seconds = fromXsdDuration(text);
  console.log(`${text} is read as ${seconds} s`);
  return seconds;
});
process.exit(written.join() === 'PT5S,P1DT2H,P' && read.join() === '5,7200,0,0' ? 0 : 1);
PROGRAM
node run.mjs
