#!/bin/sh
# Guess: the value of a property that a reader of vCard 3.0 gives is what the writer meant, without the backslashes before
# commas, semicolons and n. vcf 2.1.2 takes none away, so a name is "Doe\, Jane" and its note has the two characters \n;
# and a type in quotation marks keeps them. ical.js 2.2.1 takes away those before commas and n, and leaves those before
# semicolons.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts vcf@2.1.2 ical.js@2.2.1 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import Card from 'vcf';
for (const name of ['vcf', 'ical.js']) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version);
}
const text = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'FN:Doe\\, Jane',
  'N:Doe;Jane;;;',
  'TEL;TYPE="cell":+12015550123',
  'NOTE:mornings\\; never\\non Fridays',
  'END:VCARD',
  '',
].join('\r\n');
const card = new Card().parse(text);
const other = new ICAL.Component(ICAL.parse(text));
const outcomes = [
  card.get('fn').valueOf(),
  card.get('note').valueOf(),
  card.get('tel').type,
  other.getFirstPropertyValue('fn'),
  other.getFirstPropertyValue('note'),
  other.getFirstProperty('tel').getParameter('type'),
];
console.log(JSON.stringify(outcomes));
const seen = [
  'Doe\\, Jane',
  'mornings\\; never\\non Fridays',
  '"cell"',
  'Doe, Jane',
  'mornings\\; never\non Fridays',
  'cell',
];
process.exit(JSON.stringify(outcomes) === JSON.stringify(seen) ? 0 : 1);
JS
node run.mjs
