#!/bin/sh
# Guess: webvtt-parser 2.2.0, which follows the standard's own steps, reads "Smith &amp; Sons" in a cue as "Smith & Sons".
# The tree of the cue says "Smith &; Sons": the character is put in, and the semicolon that ends the reference stays. So
# with &lt;, &nbsp; and &lrm;. The plain text of the cue is untouched.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts webvtt-parser@2.2.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import webvtt from 'webvtt-parser';
console.log('webvtt-parser', JSON.parse(readFileSync('node_modules/webvtt-parser/package.json', 'utf8')).version);
const outcomes = ['Smith &amp; Sons', '1 &lt; 2', 'Smith & Sons'].map((text) => {
  const file = `WEBVTT\n\n00:00:00.500 --> 00:00:02.000\n${text}\n`;
  const { cues, errors } = new webvtt.WebVTTParser().parse(file);
  const { value } = cues[0].tree.children[0];
  console.log(`${text} is read as ${value}, with ${errors.length} faults; the text of the cue is ${cues[0].text}`);
  return value;
});
process.exit(outcomes.join('|') === 'Smith &; Sons|1 <; 2|Smith & Sons' ? 0 : 1);
JS
node run.mjs
