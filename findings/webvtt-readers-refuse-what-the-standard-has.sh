#!/bin/sh
# Guess: readers of WebVTT for Node take what the standard has: cues named by a word, STYLE blocks and tabs around the
# arrow. subtitle 4.2.2 throws at a name that is not a number, at STYLE and at tabs; node-webvtt 2.0.0 takes the name and
# throws at STYLE and at the tabs. The checker of the standard's authors, webvtt-parser 2.2.0, finds no fault.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts subtitle@4.2.2 node-webvtt@2.0.0 webvtt-parser@2.2.0 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import webvtt from 'node-webvtt';
import { parseSync } from 'subtitle';
import checker from 'webvtt-parser';
for (const name of ['subtitle', 'node-webvtt', 'webvtt-parser']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const cue = '00:00:00.500 --> 00:00:02.000\nHello\n';
const files = {
  'named by a number': `WEBVTT\n\n1\n${cue}`,
  'named by a word': `WEBVTT\n\nintro\n${cue}`,
  'with a style': `WEBVTT\n\nSTYLE\n::cue { color: lime }\n\n${cue}`,
  'with tabs': `WEBVTT\n\n${cue.replaceAll(' ', '\t')}`,
};
const readers = {
  subtitle: (text) => parseSync(text).filter(({ type }) => type === 'cue').length,
  'node-webvtt': (text) => webvtt.parse(text).cues.length,
  'webvtt-parser': (text) => {
    const { cues, errors } = new checker.WebVTTParser().parse(text);
    if (errors.length > 0) throw new Error(errors[0].message);
    return cues.length;
  },
};
const outcomes = Object.entries(files).map(([what, text]) => {
  const read = Object.entries(readers).map(([name, reader]) => {
    try {
      return `${name} ${reader(text)}`;
    } catch (error) {
      return `${name} throws (${error.message})`;
    }
  });
  console.log(`${what}: ${read.join('; ')}`);
  return read.map((line) => (line.includes('throws') ? 'no' : 'yes')).join('/');
});
console.log(outcomes.join());
process.exit(outcomes.join() === 'yes/yes/yes,no/yes/yes,no/no/yes,no/no/yes' ? 0 : 1);
JS
node run.mjs
